import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { main } from '../../cli/main.ts';
import { SCHEMAS } from '../../store/collections.ts';
import type { Keyring } from '../../store/crypto/keyring.ts';
import { appendEvents } from '../../store/events.ts';
import { MIGRATIONS } from '../../store/migrations/list.ts';
import { withLock } from '../../store/migrations/lock.ts';
import { type Migrated, migrate } from '../../store/migrations/migrate.ts';
import { wantedShapes } from '../../store/migrations/validators-and-indexes.ts';
import { neededVersion } from '../../store/migrations/version.ts';
import { openStore } from '../../store/open.ts';
import { closeStore } from '../../store/store.ts';
import { addUser } from '../../store/users.ts';
import { bareEnv } from '../support/bare-env.ts';
import { startMongo, type TestMongo, testKeyring } from '../support/mongo.ts';
import { reportedEvent } from '../support/plans.ts';
import { loadDatabase } from '../support/version-0.1.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const KEYS = JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
const { number: NEEDED } = neededVersion();
/** What runs on an empty database. */
const ALL = MIGRATIONS.map(({ name }) => name);

let server: TestMongo;
let client: mongo.MongoClient;
let databases = 0;
beforeAll(async () => {
  server = await startMongo({ own: true });
  client = await mongo.MongoClient.connect(server.uri('admin'));
});
afterAll(async () => {
  await client?.close();
  await server?.stop();
});

/** An empty database, and what can be done to it. */
function empty(keyring: Keyring = testKeyring()) {
  databases += 1;
  const name = `migrations-${databases}`;
  const uri = server.uri(name);
  const said: string[] = [];
  return {
    ...{ uri, said, db: client.db(name) },
    migrate: (say: (line: string) => void = (line) => said.push(line)) => migrate({ uri, keyring }, say),
    open: async () => closeStore(await openStore({ uri, keyring })),
  };
}

const locksOf = (db: mongo.Db) => db.collection<{ _id: string; owner: string | null; until: Date }>('locks');
const doneOf = (db: mongo.Db) => db.collection<{ _id: number; name: string; shape: string; at: Date }>('migrations');
/** MongoDB's DocumentValidationFailure. */
const REFUSED = { code: 121 };

describe('a database', () => {
  it('that was not set up is refused by whatever opens it, with the command that sets it up', async () => {
    const { open, db } = empty();
    await expect(open()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/not set up yet.*`tocsin migrate`/),
    });
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  it('is set up once, with every collection, its validator and its indexes, and opens then', async () => {
    const { migrate, open, db, said } = empty();
    expect(await migrate()).toMatchObject({ from: 0, to: NEEDED, ran: ALL, rebuilt: 0, keyed: 0 });
    await open();
    const collections = await db.listCollections().toArray();
    expect(collections.map(({ name }) => name).toSorted()).toEqual(Object.keys(SCHEMAS).toSorted());
    for (const { name } of collections) {
      const keys = (await db.collection(name).indexes()).map(({ key }) => JSON.stringify(key));
      const wanted = wantedShapes()[name]?.indexes.map(({ key }) => JSON.stringify(key)) ?? [];
      expect([name, ...keys.toSorted()]).toEqual([name, ...[...wanted, '{"_id":1}'].toSorted()]);
    }
    expect(await migrate()).toEqual({ from: NEEDED, to: NEEDED, ran: [], rebuilt: 0, keyed: 0 });
    expect(said).toEqual([]);
  });

  it('whose collections are as another build wanted them is brought to those of this one', async () => {
    const { migrate, open, db } = empty();
    await migrate();
    await doneOf(db).updateOne({ _id: NEEDED }, { $set: { shape: 'another' } });
    await db.command({ collMod: 'events', validator: {} });
    await expect(open()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('another') });
    expect(await migrate()).toMatchObject({ from: NEEDED, to: NEEDED, ran: [expect.any(String)] });
    await open();
    const [events] = await db.listCollections({ name: 'events' }, { nameOnly: false }).toArray();
    expect(events).toMatchObject({ options: { validator: wantedShapes().events?.validator } });
  });

  it('that a newer version has migrated is refused, also by a migration, and left as it is', async () => {
    const { migrate, open, db } = empty();
    await migrate();
    const newer = { _id: NEEDED + 1, name: 'of next year', shape: 'x', at: new Date() };
    await doneOf(db).insertOne(newer);
    const refusal = { code: 'conflict', message: expect.stringMatching(/newer version.*older shape/) };
    await expect(open()).rejects.toMatchObject(refusal);
    await expect(migrate()).rejects.toMatchObject(refusal);
    expect(await doneOf(db).find().sort({ _id: -1 }).limit(1).toArray()).toEqual([newer]);
  });

  it('of version 0.5 gets the passkeys, and what it holds stays as it is', async () => {
    const keyring = testKeyring();
    const { migrate, open, db, uri } = empty(keyring);
    await migrate();
    const store = await openStore({ uri, keyring });
    await addUser(store, { name: 'Ines', email: 'ines@people.example', role: 'dpo', at: T0 });
    await closeStore(store);
    const held = async () => Promise.all(['users', 'heads', 'keyChecks'].map((n) => db.collection(n).find().toArray()));
    const before = await held();
    await db.collection('passkeys').drop();
    await doneOf(db).deleteMany({ _id: { $gt: 4 } });
    await expect(open()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('migration 4') });
    expect(await migrate()).toMatchObject({ from: 4, to: NEEDED, ran: ALL.slice(4), keyed: 0 });
    await open();
    expect(await held()).toEqual(before);
    await expect(db.collection('passkeys').insertOne({ userId: 'of-nobody' })).rejects.toMatchObject(REFUSED);
  });

  it('of version 0.14 orders alerts that wait by whether they were ever judged', async () => {
    const { migrate, open, db } = empty();
    await migrate();
    await doneOf(db).deleteMany({ _id: { $gt: 22 } });
    const keys = async () => (await db.collection('alerts').indexes()).map(({ key }) => Object.keys(key).join());
    await db.collection('alerts').createIndex({ source: 1, receivedAt: 1, _id: 1 });
    expect(await migrate()).toMatchObject({ from: 22, to: NEEDED });
    await open();
    expect(await keys()).toContain('source,againAt,receivedAt,_id');
    expect(await keys()).not.toContain('source,receivedAt,_id');
  });

  it('of version 0.1 keeps all it holds, loses the indexes nobody asks for, and takes rows of today', async () => {
    databases += 1;
    const name = `migrations-${databases}`;
    const keyring = await loadDatabase(server.uri(name));
    const db = client.db(name);
    const before = await db.collection('events').find().toArray();
    const address = { uri: server.uri(name), keyring };
    expect(await migrate(address, () => undefined)).toMatchObject({ from: 0, to: NEEDED, rebuilt: 3 });
    const after = await db.collection('events').find().toArray();
    expect(after.map(({ mac: _, ...event }) => event)).toEqual(before);
    const indexes = await db.collection('intake').indexes();
    expect(indexes.map((index) => index.name)).not.toContain('status_1_attempts_1_receivedAt_1');
    const store = await openStore(address);
    await appendEvents(store, 'TOC-2026-9000', 1, [reportedEvent('TOC-2026-9000', T0)]);
    await closeStore(store);
    for (const collection of Object.keys(SCHEMAS)) {
      const { nNonCompliantDocuments } = await db.command({ validate: collection });
      expect([collection, nNonCompliantDocuments]).toEqual([collection, 0]);
    }
  });
});

describe('looks at notices', () => {
  it('of version 0.4, kept among the uses of the link alone, are counted', async () => {
    const { db, migrate } = empty();
    await migrate();
    const rows = db.collection<{ _id: string }>('notices');
    const use = (what: string, hour: number) => ({
      what,
      at: `2026-11-24T0${hour}:00:00.000Z`,
      addressPrefix: `p${hour}`,
    });
    const seen = (_id: string, ...uses: ReturnType<typeof use>[]) => ({ _id, openedAt: use('', 1).at, uses });
    const before = [
      seen('whole', use('opened', 1), use('opened', 2), use('acknowledged', 3)),
      seen('pushed-out', use('opened', 4), use('opened', 5)),
      { _id: 'unopened', openedAt: null, uses: [] },
    ];
    await rows.insertMany(before, { bypassDocumentValidation: true });
    await doneOf(db).deleteMany({ _id: { $gt: 1 } });
    await migrate();
    const look = (hour: number) => ({ at: use('', hour).at, addressPrefix: `p${hour}` });
    expect(await rows.find().sort({ _id: 1 }).toArray()).toEqual([
      { ...before[1], opened: { count: 2, first: { at: look(1).at, addressPrefix: '' }, last: look(5) } },
      before[2],
      { ...before[0], opened: { count: 2, first: look(1), last: look(2) } },
    ]);
  });
});

describe('two migrations at once', () => {
  it('do it once, and both end well', async () => {
    const { migrate, open } = empty();
    const [one, other] = (await Promise.all([migrate(), migrate()])) as [Migrated, Migrated];
    expect([one.ran.length, other.ran.length].toSorted()).toEqual([0, ALL.length]);
    await open();
  });

  it('wait for each other, and say so', async () => {
    const { migrate, db } = empty();
    await locksOf(db).insertOne({ _id: 'migrate', owner: 'another', until: new Date(Date.now() + 3_600_000) });
    const { promise: isWaiting, resolve } = Promise.withResolvers<string>();
    const waiting = migrate(resolve);
    expect(await isWaiting).toContain('Another process migrates this database');
    expect(await doneOf(db).countDocuments()).toBe(0);
    await locksOf(db).updateOne({ _id: 'migrate' }, { $set: { owner: null, until: new Date(0) } });
    expect(await waiting).toMatchObject({ ran: ALL });
  });

  it('are not held up by one that died: its lock runs out', async () => {
    const { migrate, db } = empty();
    await locksOf(db).insertOne({ _id: 'migrate', owner: 'dead', until: new Date(Date.now() + 1_000) });
    expect(await migrate()).toMatchObject({ ran: ALL });
    expect(await locksOf(db).findOne({ _id: 'migrate' })).toMatchObject({ owner: null });
  });

  it('never work under a lock that ran out and went to another', async () => {
    const { db } = empty();
    const work = async ({ renew }: { renew: () => Promise<void> }) => {
      await renew();
      await locksOf(db).updateOne({ _id: 'l' }, { $set: { owner: 'another' } });
      await renew();
    };
    await expect(withLock(db, 'l', { work, waiting: () => undefined })).rejects.toMatchObject({ code: 'conflict' });
    expect(await locksOf(db).findOne({ _id: 'l' })).toMatchObject({ owner: 'another' });
  });
});

describe('a row', () => {
  it('without what belongs in it is refused by the database itself, in every collection', async () => {
    const { db, migrate } = empty();
    await migrate();
    for (const name of Object.keys(SCHEMAS)) {
      const inserted = db.collection<{ _id: string }>(name).insertOne({ _id: name });
      await expect(inserted).rejects.toMatchObject(REFUSED);
    }
  });

  it('of another type, of a value outside its set or with an unknown field is refused, a right one not', async () => {
    const { db, migrate } = empty();
    await migrate();
    const lists = db.collection<{ _id: string }>('lists');
    const list = { breachId: 'TOC-2026-0001', createdAt: T0, sealed: false, size: 0 };
    await lists.insertOne({ _id: 'right', ...list });
    await lists.insertOne({ _id: 'null where it may be', ...list, sha256: null } as { _id: string });
    for (const wrong of [{ size: 'two' }, { sealed: null }, { createdAt: new Date() }, { note: 'by hand' }]) {
      await expect(lists.insertOne({ _id: 'wrong', ...list, ...wrong } as { _id: string })).rejects.toMatchObject(
        REFUSED,
      );
      await expect(lists.updateOne({ _id: 'right' }, { $set: wrong })).rejects.toMatchObject(REFUSED);
    }
    const tokens = db.collection<{ _id: string }>('tokens');
    const token = { _id: 't', role: 'king', scope: 'all', hash: 'h', issuedAt: T0 } as { _id: string };
    await expect(tokens.insertOne(token)).rejects.toMatchObject(REFUSED);
    await tokens.insertOne({ ...token, role: 'dpo' } as { _id: string });
  });
});

describe('tocsin migrate', () => {
  it('says what it did, and prints one JSON document for programs', async () => {
    const { uri } = empty();
    const [lines, errors]: [string[], string[]] = [[], []];
    const io = {
      env: { MONGODB_URI: uri, TOCSIN_KEYRING: KEYS },
      isTerminal: false,
      out: (line: string) => void lines.push(line),
      error: (line: string) => void errors.push(line),
      readStdin: async () => Buffer.alloc(0),
    };
    expect(await main(['migrate'], io)).toBe(0);
    expect(await main(['migrate', '--json'], io)).toBe(0);
    expect(errors).toEqual([]);
    expect(lines[0]).toContain(`Migrated from 0 to ${NEEDED}:`);
    expect(JSON.parse(lines[1] ?? '')).toEqual({ from: NEEDED, to: NEEDED, ran: [], rebuilt: 0, keyed: 0 });
  });

  it.each(['api/main.ts', 'worker/main.ts'])('is what %s asks for on a database of another shape', async (entry) => {
    const { uri, db } = empty();
    // Nothing listens there: what is refused is refused before anything else is asked.
    const env = {
      MONGODB_URI: uri,
      TOCSIN_KEYRING: KEYS,
      SMTP_URL: 'smtp://127.0.0.1:9',
      TEMPORAL_ADDRESS: '127.0.0.1:9',
    };
    const child = spawn(process.execPath, [entry], { env: bareEnv(env), stdio: 'pipe' });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(said).toContain('Run `tocsin migrate` once');
    expect(await db.listCollections().toArray()).toEqual([]);
  });
});
