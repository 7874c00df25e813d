import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyringFile } from '../store/crypto/keyring.ts';
import { keyringFrom, wrapKeyring } from '../store/crypto/wrapped.ts';
import { VaultTransit } from '../test/support/vault.ts';
import { readEnvironment } from './environment.ts';
import { vaultTransit } from './vault.ts';

let transit: VaultTransit;
const K1 = randomBytes(32).toString('base64');
const FILE = parseKeyringFile(JSON.stringify({ current: 'k1', purposes: { alerts: 'k1' }, keys: { k1: K1 } }));
let url: string;
beforeAll(async () => {
  transit = await VaultTransit.start();
  ({ url } = transit);
});
afterAll(() => transit.stop());

const service = (more = {}) => vaultTransit({ url, token: 'a-token', mount: 'transit', key: 'tocsin', ...more });
const wrapped = async () => JSON.stringify(await wrapKeyring(FILE, service()));
const given = (text: string, more = {}) =>
  readEnvironment({ TOCSIN_KEYRING: text, TOCSIN_VAULT_URL: url, TOCSIN_VAULT_TOKEN: 'a-token', ...more }).keyring;

describe('a keyring whose keys Vault has wrapped', () => {
  it('holds no key, and is the same keyring at the start of a process', async () => {
    const text = await wrapped();
    expect(text).not.toContain(K1);
    const source = given(text);
    if (source === null) throw new Error('There is no keyring.');
    const keyring = await keyringFrom(source);
    expect(keyring).toMatchObject({ current: 'k1', purposes: { alerts: 'k1' } });
    expect(keyring.keys.get('k1')?.toString('base64')).toBe(K1);
    expect(new Set(transit.asked)).toEqual(
      new Set(['POST /v1/transit/encrypt/tocsin', 'POST /v1/transit/decrypt/tocsin']),
    );
  });

  it('is refused where Vault refuses, is sealed or away, saying what to look at and repeating no secret', async () => {
    const text = await wrapped();
    const open = async (source: ReturnType<typeof given>) => {
      if (source === null) throw new Error('There is no keyring.');
      return keyringFrom(source).then(
        () => ({ code: 'opened', message: '' }),
        (error: { code: string; message: string }) => error,
      );
    };
    const refusals = [
      [await open(given(text, { TOCSIN_VAULT_TOKEN: 'another-token' })), 'bad-input', 'TOCSIN_VAULT_TOKEN'],
      [await open(given(JSON.stringify(FILE))), 'bad-input', 'were not wrapped'],
      [await open(given(text, { TOCSIN_VAULT_KEY: 'another' })), 'bad-input', 'TOCSIN_VAULT_KEY'],
      [await open(given(text, { TOCSIN_VAULT_MOUNT: 'elsewhere' })), 'bad-input', 'TOCSIN_VAULT_MOUNT'],
      [await open(given(text, { TOCSIN_VAULT_URL: 'http://127.0.0.1:9' })), 'unavailable', 'TOCSIN_VAULT_URL'],
    ] as const;
    for (const [refusal, code, says] of refusals) {
      expect(refusal).toMatchObject({ code, message: expect.stringContaining(says) });
      expect(refusal.message).not.toMatch(/another-token|vault:v1/);
      expect(refusal.message).not.toContain(K1);
    }
    transit.isSealed = true;
    expect(await open(given(text))).toMatchObject({ code: 'unavailable', message: expect.stringContaining('503') });
    transit.isSealed = false;
  });

  it('needs TLS to a Vault on another machine, and a token', () => {
    const over = (more: object) => () => given('{}', more);
    expect(over({ TOCSIN_VAULT_URL: 'http://vault.example:8200' })).toThrow(/TOCSIN_VAULT_URL must be https/);
    expect(over({ TOCSIN_VAULT_TOKEN: '' })).toThrow(/TOCSIN_VAULT_TOKEN must be given/);
  });
});
