import type { KeyService } from '../store/crypto/wrapped.ts';
import { awsKms } from './aws-kms.ts';
import type { Problems } from './raw-variables.ts';
import type { Settings } from './variables.ts';
import { vaultTransit } from './vault.ts';

/** The service that wrapped the keys of the keyring; null where they stand there as they are. */
export function readKeyService(settings: Settings, problems: Problems): KeyService | null {
  const { TOCSIN_VAULT_URL: vault, TOCSIN_KMS_KEY: kms } = settings;
  if (vault !== undefined && kms !== undefined)
    problems.set('TOCSIN_KMS_KEY', 'must not be given with TOCSIN_VAULT_URL: one of them has wrapped the keys');
  if (vault !== undefined) return readVault(settings, vault, problems);
  return kms === undefined ? null : readKms(settings, kms, problems);
}

function readVault(settings: Settings, address: string, problems: Problems): KeyService {
  const { TOCSIN_VAULT_TOKEN: token, TOCSIN_VAULT_MOUNT: mount, TOCSIN_VAULT_KEY: key } = settings;
  if (token === undefined) problems.set('TOCSIN_VAULT_TOKEN', 'must be given with TOCSIN_VAULT_URL');
  return vaultTransit({ url: new URL(address).origin, token: token ?? '', mount, key });
}

function readKms(settings: Settings, key: string, problems: Problems): KeyService {
  const {
    TOCSIN_KMS_ACCESS_KEY_ID: accessKeyId = '',
    TOCSIN_KMS_SECRET_ACCESS_KEY: secretAccessKey = '',
    TOCSIN_KMS_SESSION_TOKEN: sessionToken,
  } = settings;
  for (const name of ['TOCSIN_KMS_ACCESS_KEY_ID', 'TOCSIN_KMS_SECRET_ACCESS_KEY'] as const)
    if (settings[name] === undefined) problems.set(name, 'must be given with TOCSIN_KMS_KEY');
  const [, partition, , region = ''] = key.split(':');
  const byDefault = `https://kms.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  const url = new URL(settings.TOCSIN_KMS_URL ?? byDefault).origin;
  return awsKms({ url, region, accessKeyId, secretAccessKey, sessionToken, key });
}
