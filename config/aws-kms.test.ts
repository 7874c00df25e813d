import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyringFile } from '../store/crypto/keyring.ts';
import { keyringFrom, wrapKeyring } from '../store/crypto/wrapped.ts';
import { failure, Kms } from '../test/support/kms.ts';
import { awsKms } from './aws-kms.ts';
import { readEnvironment } from './environment.ts';

const [K1, K2] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const FILE = parseKeyringFile(JSON.stringify({ current: 'k2', purposes: { alerts: 'k1' }, keys: { k1: K1, k2: K2 } }));

let kms: Kms;
let text: string;
beforeAll(async () => {
  kms = await Kms.start();
  const { url, key, credentials } = kms;
  text = JSON.stringify(await wrapKeyring(FILE, awsKms({ url, region: Kms.REGION, key, ...credentials })));
});
afterEach(() => {
  kms.isDisabled = false;
  kms.next.splice(0);
});
afterAll(() => kms.stop());

const variables = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  TOCSIN_KEYRING: text,
  TOCSIN_KMS_KEY: kms.key,
  TOCSIN_KMS_URL: kms.url,
  TOCSIN_KMS_ACCESS_KEY_ID: kms.credentials.accessKeyId,
  TOCSIN_KMS_SECRET_ACCESS_KEY: kms.credentials.secretAccessKey,
  TOCSIN_KMS_SESSION_TOKEN: kms.credentials.sessionToken,
  ...more,
});
async function openWith(more: NodeJS.ProcessEnv = {}) {
  const { keyring } = readEnvironment(variables(more));
  if (keyring === null) throw new Error('There is no keyring.');
  return keyringFrom(keyring);
}

describe('a keyring whose keys AWS KMS has wrapped', () => {
  it('holds no key, and is the same keyring at the start of a process', async () => {
    expect(text).not.toContain(K1);
    kms.asked.splice(0);
    const keyring = await openWith();
    expect(keyring).toMatchObject({ current: 'k2', purposes: { alerts: 'k1' } });
    expect([...keyring.keys.values()].map((key) => key.toString('base64'))).toEqual([K1, K2]);
    expect(kms.asked).toEqual(['TrentService.Decrypt', 'TrentService.Decrypt']);
  });

  it('waits for a KMS that is busy or stumbles, a few times', async () => {
    kms.next.push(failure('ThrottlingException'), failure('KMSInternalException', 500));
    expect((await openWith()).keys.size).toBe(2);
  });

  const other = { TOCSIN_KEYRING: JSON.stringify(FILE) };
  const refusals: [string, () => NodeJS.ProcessEnv, string, RegExp][] = [
    [
      'the secret is another one',
      () => ({ TOCSIN_KMS_SECRET_ACCESS_KEY: 'x'.repeat(40) }),
      'bad-input',
      /SECRET|secret/,
    ],
    ['the access key is unknown', () => ({ TOCSIN_KMS_ACCESS_KEY_ID: 'AKIAOTHER' }), 'bad-input', /UnrecognizedClient/],
    ['the session has another token', () => ({ TOCSIN_KMS_SESSION_TOKEN: '' }), 'bad-input', /are not valid/],
    [
      'another key is named',
      () => ({ TOCSIN_KMS_KEY: kms.otherKey }),
      'bad-input',
      /IncorrectKey.*were not wrapped by/,
    ],
    [
      'no key is of that name',
      () => ({ TOCSIN_KMS_KEY: `${kms.key}0` }),
      'bad-input',
      /there is no such TOCSIN_KMS_KEY/,
    ],
    ['the keys are not wrapped', () => other, 'bad-input', /InvalidCiphertext.*or not at all/],
    [
      'nothing answers',
      () => ({ TOCSIN_KMS_URL: 'http://127.0.0.1:9' }),
      'unavailable',
      /does not answer.*TOCSIN_KMS_URL/,
    ],
  ];
  it.each(refusals)('is refused where %s, which is said and repeats no secret', async (_, more, code, says) => {
    const refusal = await openWith(more()).then(
      () => ({ code: 'opened', message: '' }),
      (error: { code: string; message: string }) => error,
    );
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(says) });
    expect(refusal.message).not.toMatch(/It says more|EXAMPLEKEY|of-the-role|AKIA/);
    expect(refusal.message).not.toContain(K1);
  });

  it('is refused where the access key may not, the key is disabled, or KMS stays busy', async () => {
    kms.next.push(failure('AccessDeniedException'), failure('AccessDeniedException'));
    const denied = { code: 'bad-input', message: expect.stringMatching(/AccessDenied.*may not do that/) };
    await expect(openWith()).rejects.toMatchObject(denied);
    kms.next.splice(0);
    kms.isDisabled = true;
    const disabled = { code: 'bad-input', message: expect.stringMatching(/TOCSIN_KMS_KEY is disabled/) };
    await expect(openWith()).rejects.toMatchObject(disabled);
    // More than both keys ask for: the second of those that were refused just now may still be on its way.
    for (let n = 0; n < 16; n += 1) kms.next.push(failure('ThrottlingException'));
    const busy = { code: 'unavailable', message: expect.stringMatching(/answers ThrottlingException/) };
    await expect(openWith()).rejects.toMatchObject(busy);
  });

  it('needs its access key, an ARN, TLS to another machine, and no Vault beside it', () => {
    const given = (more: NodeJS.ProcessEnv) => () => readEnvironment(variables(more));
    expect(given({ TOCSIN_KMS_ACCESS_KEY_ID: '' })).toThrow(/TOCSIN_KMS_ACCESS_KEY_ID must be given/);
    expect(given({ TOCSIN_KMS_SECRET_ACCESS_KEY: '' })).toThrow(/TOCSIN_KMS_SECRET_ACCESS_KEY must be given/);
    expect(given({ TOCSIN_KMS_KEY: 'alias/tocsin' })).toThrow(/TOCSIN_KMS_KEY must be the ARN/);
    expect(given({ TOCSIN_KMS_URL: 'http://kms.example' })).toThrow(/TOCSIN_KMS_URL must be https/);
    const both = { TOCSIN_VAULT_URL: 'https://vault.example', TOCSIN_VAULT_TOKEN: 'x' };
    expect(given(both)).toThrow(/TOCSIN_KMS_KEY must not be given with TOCSIN_VAULT_URL/);
    expect(given({ TOCSIN_KMS_URL: '' })).not.toThrow();
  });
});
