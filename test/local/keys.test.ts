import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { readOrCreateKeyring } from '../../local/keys.ts';
import { mongod } from '../../local/mongod.ts';
import { mongodUri } from '../../local/mongod-command.ts';
import { Supervisor } from '../../local/supervisor.ts';
import { startMongo } from '../support/mongo.ts';
import { newDataDir, type RunningUp, startUp } from './fixtures/running-up.ts';

/** Every document of the database of a data directory in which nothing runs, by collection. */
async function everythingIn(dataDir: string): Promise<Record<string, unknown[]>> {
  const supervisor = new Supervisor(dataDir, () => {});
  try {
    await supervisor.start(mongod(dataDir));
    const client = new mongoose.mongo.MongoClient(mongodUri(dataDir));
    try {
      const collections = await client.db().collections();
      const entries = collections.map(async (each) => [each.collectionName, await each.find().toArray()] as const);
      return Object.fromEntries(await Promise.all(entries));
    } finally {
      await client.close();
    }
  } finally {
    await supervisor.stop();
  }
}

const another = JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });

const start = (dataDir: string): RunningUp => startUp(dataDir, { UP_OPENS_STORE: '1' });

async function startAndStop(dataDir: string): Promise<void> {
  const up = start(dataDir);
  await up.line(/^Ready in/);
  up.process.kill('SIGTERM');
  await up.ended;
}

it('a start with other keys than its data has is refused and changes nothing; the right ones start it', async () => {
  const dataDir = await newDataDir();
  const [keys, credentials] = ['keys.json', 'credentials.json'].map((file) => join(dataDir, file)) as [string, string];
  try {
    await startAndStop(dataDir);
    const own = readFileSync(keys, 'utf8');
    const issued = readFileSync(credentials, 'utf8');
    const before = await everythingIn(dataDir);
    expect(before.users).not.toEqual([]);

    rmSync(keys);
    const without = start(dataDir);
    expect(await without.ended).toBe(1);
    expect(without.lines[0]).toMatch(
      /^Tocsin did not start\. .* are missing: there is no .*keys\.json, and TOCSIN_KEYRING/,
    );
    expect(existsSync(keys)).toBe(false);

    writeFileSync(keys, another);
    const wrong = start(dataDir);
    expect(await wrong.ended).toBe(1);
    expect(wrong.lines.join('\n')).toContain(
      'Tocsin did not start. The keyring does not belong to this database: its key "k1" is another one of the same id.',
    );
    expect(wrong.lines.join('\n')).toContain(`It was read from ${keys}.`);
    expect(await everythingIn(dataDir)).toEqual(before);

    writeFileSync(keys, own);
    await startAndStop(dataDir);
    expect(readFileSync(credentials, 'utf8')).toBe(issued);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

it.each(['{', '{"current":"k1","keys":{"k1":"short"}}'])(
  'the file of keys is named where it holds %s',
  async (text) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-keys-'));
    const path = join(dataDir, 'keys.json');
    writeFileSync(path, text);
    await expect(readOrCreateKeyring(dataDir, null)).rejects.toThrow(`${path} does not do. `);
    expect(readFileSync(path, 'utf8')).toBe(text);
    rmSync(dataDir, { recursive: true, force: true });
  },
);

it('no key is made beside a named database that holds data; an empty one gets one', async () => {
  const mongo = await startMongo();
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-keys-'));
  try {
    await mongo.open('used');
    await expect(readOrCreateKeyring(dataDir, mongo.uri('used'))).rejects.toThrow(/^The database of MONGODB_URI holds/);
    expect(existsSync(join(dataDir, 'keys.json'))).toBe(false);
    const keyring = await readOrCreateKeyring(dataDir, mongo.uri('unused'));
    expect(await readOrCreateKeyring(dataDir, mongo.uri('used'))).toBe(keyring);
  } finally {
    await mongo.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
