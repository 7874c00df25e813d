import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { databaseOf } from '../../store/driver.ts';
import type { Store } from '../../store/store.ts';
import { addUser } from '../../store/users.ts';
import { bareEnv } from '../support/bare-env.ts';
import { tellCli } from '../support/cli.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';

/** Every way in, with a keyring that is not the database's: nothing is served, and nothing is written. */

const keyring = () => JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
const REFUSED = 'The keyring does not belong to this database';

let mongo: TestMongo;
let store: Store;
let env: NodeJS.ProcessEnv;
let before: unknown;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('entries', parseKeyring(keyring()));
  await addUser(store, { name: 'Dana', email: 'dana@org.example', role: 'dpo', at: '2026-11-24T08:00:00.000Z' });
  before = await everything();
  env = {
    MONGODB_URI: mongo.uri('entries'),
    TOCSIN_KEYRING: keyring(),
    SMTP_URL: 'smtp://127.0.0.1:9',
    // Nothing listens there: what is refused is refused before Temporal is asked anything.
    TEMPORAL_ADDRESS: '127.0.0.1:9',
  };
});
afterAll(() => mongo.stop());

async function everything(): Promise<unknown> {
  const all = await databaseOf(store).collections();
  return Promise.all(all.map(async (each) => [each.collectionName, await each.find().toArray()]));
}

describe('a keyring of another database', () => {
  it.each(['api/main.ts', 'worker/main.ts'])('ends %s before it serves or writes', async (entry) => {
    const child = spawn(process.execPath, [entry], { env: bareEnv(env), stdio: 'pipe' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([1, expect.stringContaining(REFUSED)]);
    expect(said).not.toContain('ready');
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['migrate'],
    ['token', 'x', '--role', 'dpo'],
    ['user', 'add', '--email', 'x@org.example', '--name', 'X', '--role', 'dpo'],
    ['user', 'reset', '--email', 'dana@org.example'],
    ['sign-in', '--email', 'dana@org.example'],
    ['reconcile'],
    ['keys', 'rotate'],
    ['worker', 'retry', 'TOC-2026-0001'],
    ['worker', 'verify'],
  ])('ends tocsin %s %s', async (...argv) => {
    const { code, text } = await tellCli(env, ...argv);
    expect([code, text]).toEqual([2, expect.stringContaining(REFUSED)]);
    expect(await everything()).toEqual(before);
  });
});
