import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { blindIndexBy, sha256Hex } from '../crypto/digest.ts';
import { type Keyring, keyFor } from '../crypto/keyring.ts';

/**
 * The secrets of the sign-in library, one of each key: the first signs cookies and encrypts authenticator secrets, and
 * each decrypts what it encrypted. What versions until 0.4 encrypted names none: it is of the ring's first key.
 */
export function signInSecrets(keyring: Keyring): { secret: string; secrets: { version: number; value: string }[] } {
  const [first = keyring.current] = keyring.keys.keys();
  const today = keyFor(keyring, 'cookies');
  const ids = [today, ...[...keyring.keys.keys()].filter((id) => id !== today)];
  const secrets = ids.map((id) => ({ version: versionOf(id), value: secretOf(keyring, id) }));
  return { secret: secretOf(keyring, first), secrets };
}

/** A value of the library encrypted anew with today's secret; the value itself where it is that already. */
export async function reencrypted(keyring: Keyring, value: string): Promise<string> {
  const { secret: legacySecret, secrets } = signInSecrets(keyring);
  const currentVersion = versionOf(keyFor(keyring, 'cookies'));
  if (parseEnvelope(value)?.version === currentVersion) return value;
  const keys = new Map(secrets.map(({ version, value: each }) => [version, each]));
  const key = { keys, currentVersion, legacySecret };
  return symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data: value }) });
}

/** The library knows secrets by number. */
function versionOf(keyId: string): number {
  return Number.parseInt(sha256Hex(keyId).slice(0, 8), 16);
}

function secretOf(keyring: Keyring, keyId: string): string {
  return blindIndexBy(keyring, keyId, 'sign-in', 'secret');
}
