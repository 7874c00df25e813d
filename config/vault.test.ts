import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyringFile } from '../store/crypto/keyring.ts';
import { keyringFrom, wrapKeyring } from '../store/crypto/wrapped.ts';
import { readEnvironment } from './environment.ts';
import { vaultTransit } from './vault.ts';

/** Vault's transit engine as its API documents it: one key, one token, ciphertexts `vault:v1:<base64>`. */
class Transit {
  readonly #key = randomBytes(32);
  readonly #server: Server;
  isSealed = false;
  asked: string[] = [];

  constructor() {
    this.#server = createServer(async (request, response) => {
      const { status, body } = await this.#answer(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    this.asked.push(`${request.method} ${request.url}`);
    if (this.isSealed) return { status: 503, body: { errors: ['Vault is sealed'] } };
    if (request.headers['x-vault-token'] !== 'a-token') return { status: 403, body: { errors: ['permission denied'] } };
    const given = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString()) as Record<string, string>;
    if (request.url === '/v1/transit/encrypt/tocsin') {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
      const bytes = Buffer.concat([cipher.update(given.plaintext ?? '', 'base64'), cipher.final()]);
      const sealed = Buffer.concat([iv, bytes, cipher.getAuthTag()]).toString('base64');
      return { status: 200, body: { data: { ciphertext: `vault:v1:${sealed}`, key_version: 1 } } };
    }
    if (request.url !== '/v1/transit/decrypt/tocsin') return { status: 404, body: { errors: [] } };
    try {
      const [, , sealed = ''] = (given.ciphertext ?? '').split(':');
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
      return { status: 200, body: { data: { plaintext: plain.toString('base64') } } };
    } catch {
      return { status: 400, body: { errors: ['invalid ciphertext: no prefix'] } };
    }
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const transit = new Transit();
const K1 = randomBytes(32).toString('base64');
const FILE = parseKeyringFile(JSON.stringify({ current: 'k1', purposes: { alerts: 'k1' }, keys: { k1: K1 } }));
let url: string;
beforeAll(async () => {
  url = await transit.listen();
});
afterAll(() => transit.close());

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
