import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { vaultTransit } from '../../config/vault.ts';
import { anyFree } from '../../local/ports.ts';
import { serverPath } from '../../local/servers.ts';
import { parseKeyring, parseKeyringFile } from '../../store/crypto/keyring.ts';
import { wrapKeyring } from '../../store/crypto/wrapped.ts';
import { databaseOf } from '../../store/driver.ts';
import type { Store } from '../../store/store.ts';
import { issueToken } from '../../store/tokens.ts';
import { addUser } from '../../store/users.ts';
import { NOW } from '../support/api.ts';
import { bareEnv } from '../support/bare-env.ts';
import { tellCli } from '../support/cli.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { sampled } from '../support/sampled.ts';
import { VaultTransit } from '../support/vault.ts';

/** API and worker as they are started in a deployment whose keyring Vault has wrapped. */

const KEYRING = JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
const ENTRIES = ['api/main.ts', 'worker/main.ts'] as const;

let vault: VaultTransit;
let mongo: TestMongo;
let temporal: TestWorkflowEnvironment;
let store: Store;
let token: string;
let folder: string;
let env: NodeJS.ProcessEnv;
const children: ChildProcess[] = [];
beforeAll(async () => {
  const executable = { type: 'existing-path' as const, path: serverPath('temporal') };
  [vault, mongo, temporal] = await Promise.all([
    VaultTransit.start(),
    startMongo(),
    TestWorkflowEnvironment.createLocal({ server: { executable, extraArgs: ['--log-level', 'error'] } }),
  ]);
  store = await mongo.open('wrapped', parseKeyring(KEYRING));
  await addUser(store, { name: 'Dana', email: 'dana@org.example', role: 'dpo', at: NOW });
  token = await issueToken(store, { name: 'dpo', role: 'dpo', at: NOW, expiresAt: '2100-01-01T00:00:00.000Z' });
  folder = mkdtempSync(join(tmpdir(), 'tocsin-wrapped-'));
  const service = vaultTransit({ url: vault.url, token: 'a-token', mount: 'transit', key: 'tocsin' });
  const wrapped = JSON.stringify(await wrapKeyring(parseKeyringFile(KEYRING), service));
  // As compose gives them: secrets are files.
  writeFileSync(join(folder, 'keyring'), wrapped);
  writeFileSync(join(folder, 'token'), 'a-token\n');
  writeFileSync(join(folder, 'another'), 'another-token\n');
  env = bareEnv({
    TOCSIN_DATA_DIR: folder,
    TOCSIN_PORT: String(await anyFree()),
    MONGODB_URI: mongo.uri('wrapped'),
    TOCSIN_KEYRING_FILE: join(folder, 'keyring'),
    TOCSIN_VAULT_URL: vault.url,
    TOCSIN_VAULT_TOKEN_FILE: join(folder, 'token'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    TEMPORAL_ADDRESS: temporal.address,
  });
});
afterEach(async () => {
  vault.isSealed = false;
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});
afterAll(async () => {
  await temporal?.teardown();
  await mongo?.stop();
  vault?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process, until it is ready or has ended. */
async function start(entry: string, more: NodeJS.ProcessEnv = {}): Promise<{ code: number | 'ready'; said: string }> {
  const child = spawn(process.execPath, [entry], {
    ...{ env: { ...env, ...more } },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ready = once(child, 'message').then(() => 'ready' as const);
  const ended = once(child, 'close').then(([code]) => code as number);
  return { code: await Promise.race([ready, ended]), said: said.trim() };
}

/** Every document, but for the counts of who asked how often: MongoDB removes those by itself. */
async function everything(): Promise<unknown> {
  const all = (await databaseOf(store).collections()).filter(({ collectionName }) => collectionName !== 'limits');
  return Promise.all(all.map(async (each) => [each.collectionName, await each.find().toArray()]));
}

describe('a keyring that Vault has wrapped', () => {
  it('opens the database for the API, which asks Vault at its start alone', async () => {
    expect(await start('api/main.ts')).toMatchObject({ code: 'ready' });
    const asked = vault.asked.length;
    expect(asked).toBeGreaterThan(0);
    vault.isSealed = true;
    const get = (path: string) =>
      fetch(`http://127.0.0.1:${env.TOCSIN_PORT}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await get('/breaches')).status).toBe(200);
    expect(vault.asked).toHaveLength(asked);
  });

  it('opens it for the worker, and for the verbs of the command', async () => {
    expect(await start('worker/main.ts')).toMatchObject({ code: 'ready' });
    expect(await tellCli(env, 'migrate')).toMatchObject({ code: 0 });
    const verified = await tellCli(env, 'verify', '--all');
    expect(verified).toEqual({ code: 0, text: expect.stringMatching(/^The record holds/) });
  });

  const refusals: [string, () => NodeJS.ProcessEnv, RegExp][] = [
    [
      'Vault is away',
      () => ({ TOCSIN_VAULT_URL: 'http://127.0.0.1:9' }),
      /^Vault cannot be asked for the keys: it does not answer\. Check TOCSIN_VAULT_URL\.$/,
    ],
    [
      'Vault is sealed',
      () => {
        vault.isSealed = true;
        return {};
      },
      /^Vault cannot be asked for the keys: it answers 503, as while it is sealed\. Check TOCSIN_VAULT_URL\.$/,
    ],
    [
      'the token is another one',
      () => ({ TOCSIN_VAULT_TOKEN_FILE: join(folder, 'another') }),
      /^Vault refuses to decrypt \(403\): TOCSIN_VAULT_TOKEN may not decrypt with TOCSIN_VAULT_KEY, or has run out\.$/,
    ],
    [
      'the key has another name',
      () => ({ TOCSIN_VAULT_KEY: 'another' }),
      /^Vault refuses to decrypt \(400\): there is no TOCSIN_VAULT_KEY, or the keys in TOCSIN_KEYRING were not wrapped by it/,
    ],
  ];
  // The process that is started first is another one for each refusal.
  const starts = refusals.flatMap(([where, change, says], n) =>
    (n % 2 === 0 ? ENTRIES : ENTRIES.toReversed()).map((entry) => [where, entry, change, says] as const),
  );
  it.each(sampled(starts, 2))(
    'is refused where %s: %s says so in one line and ends, before anything is served or written',
    async (_, entry, change, says) => {
      const before = await everything();
      const { code, said } = await start(entry, change());
      expect([code, said]).toEqual([1, expect.stringMatching(says)]);
      expect(said.split('\n')).toHaveLength(1);
      expect(said).not.toMatch(/another-token|vault:v1/);
      expect(await everything()).toEqual(before);
    },
  );
});
