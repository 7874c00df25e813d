/** The database user of API and worker, by the role that docker-compose.yml gives it: enough to work, and no more. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { mongo } from 'mongoose';
import { SCHEMAS } from '../../store/collections.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { runDemo, STAGES } from '../support/demo.ts';
import { startServer } from '../support/mongo-server.ts';
import { bytesOfLogs, bytesOfTemporal, personalDataIn } from '../support/personal-data.ts';

/** That the 72 hours of the exercise take. */
const MINUTES = 2;
/** What is written once and never again. */
const KEPT = ['events', 'journal', 'views', 'ledgerPages'];
/** What is brought up to date, and stays: where chains end, what is known outside, what was found. */
const NEVER_REMOVED = ['heads', 'anchors', 'anchorings', 'recordChecks'];

const role: {
  role: string;
  privileges: { resource: { db: string; collection: string }; actions: string[] }[];
  roles: string[];
} = JSON.parse(readFileSync(new URL('../../store/database-role.json', import.meta.url), 'utf8'));
const actionsOn = (name: string) => role.privileges.find(({ resource }) => resource.collection === name)?.actions ?? [];

it('the role names every collection, and lets nobody change or remove what is written once', () => {
  const named = role.privileges.map(({ resource }) => resource.collection);
  expect(named).toEqual(expect.arrayContaining(Object.keys(SCHEMAS)));
  expect(new Set(role.privileges.map(({ resource }) => resource.db))).toEqual(new Set(['tocsin']));
  for (const name of KEPT) {
    expect(actionsOn(name)).toEqual(expect.arrayContaining(['find', 'insert']));
    expect(actionsOn(name).filter((action) => !['find', 'insert', 'changeStream'].includes(action))).toEqual([]);
  }
  for (const name of NEVER_REMOVED) expect(actionsOn(name).toSorted()).toEqual(['find', 'insert', 'update']);
});

describe('a mongod that asks who calls', () => {
  let server: MongoMemoryReplSet;
  let root: mongo.MongoClient;
  let own: mongo.MongoClient;
  let dataDir: string;
  let played: Awaited<ReturnType<typeof runDemo>>;

  const secret = randomBytes(16).toString('hex');
  const uriOf = (user: string) =>
    server.getUri().replace('mongodb://', `mongodb://${user}:${secret}@`).replace('/?', '/tocsin?authSource=admin&');

  beforeAll(async () => {
    server = await startServer({ rootPassword: secret });
    root = await mongo.MongoClient.connect(uriOf('root'));
    // As the service `mongodb-init` of docker-compose.yml does.
    const { role: name, ...rights } = role;
    await root.db('tocsin').command({ createRole: name, ...rights });
    const admin = root.db('admin');
    await admin.command({ createUser: 'tocsin', pwd: secret, roles: [{ role: name, db: 'tocsin' }] });
    const both = ['readWrite', 'dbAdmin'].map((each) => ({ role: each, db: 'tocsin' }));
    await admin.command({ createUser: 'tocsin-migrate', pwd: secret, roles: both });
    const keyring = JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
    const migrating = { uri: uriOf('tocsin-migrate'), keyring: parseKeyring(keyring) };
    await migrate(migrating, () => undefined);
    // Of a database that is there already, as after an upgrade.
    await root
      .db('tocsin')
      .collection('migrations')
      .updateMany({}, { $set: { shape: 'of another version' } });
    await migrate(migrating, () => undefined);
    dataDir = mkdtempSync(join(tmpdir(), 'tocsin-role-'));
    played = await runDemo(dataDir, MINUTES, { MONGODB_URI: uriOf('tocsin'), TOCSIN_KEYRING: keyring });
    own = await mongo.MongoClient.connect(uriOf('tocsin'));
  });
  afterAll(async () => {
    rmSync(dataDir, { recursive: true, force: true });
    await Promise.all([root?.close(), own?.close()]);
    await server?.stop();
  });

  it('a breach goes from the alert to the verified evidence, by the demo, which leaves no server behind', () => {
    const { code, out, told } = played;
    expect({ code, told }).toEqual({ code: 0, told: expect.stringContaining('Evidence pack exported and checked') });
    expect(JSON.parse(out)).toMatchObject({
      breachId: expect.stringMatching(/^EX-\d{4}-0001-\w{3}$/),
      head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(JSON.parse(out).events).toBeGreaterThan(20);
    for (const stage of STAGES) expect(told).toContain(stage);
    expect(told).toMatch(/25 of 25 letters sent[\s\S]*Closed with reasons/);
    expect(readdirSync(join(dataDir, 'run'))).toEqual([]);
  });

  it('no name, address or word of it is in clear in the files of Temporal, the logs and what was told', () => {
    const { breachId } = JSON.parse(played.out);
    for (const bytes of [bytesOfTemporal(dataDir), bytesOfLogs(dataDir)]) {
      expect(bytes.includes(breachId)).toBe(true);
      expect(personalDataIn(bytes)).toEqual([]);
    }
    expect(personalDataIn(Buffer.from(played.told))).toEqual([]);
  });

  const attempts: [string, (rows: mongo.Collection) => Promise<unknown>][] = [
    ['deleteMany', (rows) => rows.deleteMany({})],
    ['deleteOne', (rows) => rows.deleteOne({})],
    ['updateMany', (rows) => rows.updateMany({}, { $set: { by: 'nobody' } })],
    ['replaceOne', (rows) => rows.replaceOne({}, {})],
    ['findOneAndUpdate', (rows) => rows.findOneAndUpdate({}, { $set: { by: 'nobody' } })],
    ['findOneAndDelete', (rows) => rows.findOneAndDelete({})],
    ['drop', (rows) => rows.drop()],
    ['rename', (rows) => rows.rename('elsewhere')],
    ['an index that lets rows expire', (rows) => rows.createIndex({ at: 1 }, { expireAfterSeconds: 0 })],
    ['collMod', (rows) => own.db('tocsin').command({ collMod: rows.collectionName, validator: {} })],
    [
      '$out',
      (rows) =>
        own
          .db('tocsin')
          .collection('breaches')
          .aggregate([{ $out: rows.collectionName }])
          .toArray(),
    ],
    [
      '$merge',
      (rows) =>
        own
          .db('tocsin')
          .collection('breaches')
          .aggregate([{ $merge: rows.collectionName }])
          .toArray(),
    ],
  ];
  it.each(KEPT.flatMap((name) => attempts.map(([what, act]) => [name, what, act] as const)))(
    'of %s, %s is refused',
    async (name, _, act) => {
      const rows = () => root.db('tocsin').collection(name).find().sort({ _id: 1 }).toArray();
      const before = await rows();
      await expect(act(own.db('tocsin').collection(name))).rejects.toMatchObject({ codeName: 'Unauthorized' });
      // A sealing of the journal that was under way may have added to its end; nothing else adds to any of them.
      const after = await rows();
      expect(name === 'journal' ? after.slice(0, before.length) : after).toEqual(before);
    },
  );

  it('the database itself can neither be dropped nor given other users or roles', async () => {
    await expect(own.db('tocsin').dropDatabase()).rejects.toMatchObject({ codeName: 'Unauthorized' });
    const { role: name } = role;
    for (const [db, command] of [
      ['tocsin', { updateRole: name, privileges: [] }],
      ['tocsin', { grantRolesToRole: name, roles: ['dbOwner'] }],
      ['admin', { createUser: 'mallory', pwd: 'x', roles: ['root'] }],
      ['admin', { grantRolesToUser: 'tocsin', roles: ['root'] }],
    ] as const) {
      await expect(own.db(db).command(command)).rejects.toMatchObject({ codeName: 'Unauthorized' });
    }
  });
});
