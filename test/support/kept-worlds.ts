import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { Role } from '../../domain/roles.ts';
import { databaseOf } from '../../store/driver.ts';
import type { Store } from '../../store/store.ts';
import { SHARED_MONGO } from './mongo-server.ts';

/** What else there is to know of a world whose rows are kept: its keyring, as text, opens them. */
export type KeptWorld = {
  keyring: string;
  tokens: Record<Role, string>;
  breachId: string;
  exerciseId: string;
  links: [party: string, path: string][];
  /** What the played Temporal knows: who is told, and for what each breach was opened. */
  told: [breachId: string, plan: string][];
  opened: [breachId: string, intake: string][];
};
type Row = { _id: string; world: KeptWorld | null };

/**
 * Making a world takes seconds of a core, and a dozen test files begin with the same one. On the mongod that a whole
 * suite shares its rows are kept, and each file gets a copy of them to change.
 */
const PLACE = 'tocsin-worlds';
const PAUSE_MS = 200;

/** Null where there is none to be copied: then whoever asked makes it, and keeps it or says that it failed. */
export async function findWorld(name: string): Promise<KeptWorld | null> {
  return onShared(null, async (client) => {
    for (;;) {
      const begun = await worldsOn(client).updateOne(
        { _id: name },
        { $setOnInsert: { world: null } },
        { upsert: true },
      );
      if (begun.upsertedCount > 0) return null;
      const row = await worldsOn(client).findOne({ _id: name });
      if (row?.world) return row.world;
      // Another file makes it.
      await delay(PAUSE_MS);
    }
  });
}

export async function keepWorld(name: string, store: Store, world: KeptWorld): Promise<void> {
  await onShared(undefined, async (client) => {
    await copyRows(databaseOf(store), client.db(databaseFor(name)));
    await worldsOn(client).updateOne({ _id: name }, { $set: { world } });
  });
}

/** Lets another file try. */
export async function failWorld(name: string): Promise<void> {
  await onShared(undefined, async (client) => void (await worldsOn(client).deleteOne({ _id: name, world: null })));
}

/** Fills the database of `store` with the rows that are kept, in place of its own. */
export async function copyWorld(name: string, store: Store): Promise<void> {
  await onShared(undefined, (client) => copyRows(client.db(databaseFor(name)), databaseOf(store)));
}

const databaseFor = (name: string) => `${PLACE}-${name}`;
const worldsOn = (client: mongo.MongoClient) => client.db(PLACE).collection<Row>('worlds');

/** All but which migrations ran: collections and indexes are there. */
async function copyRows(from: mongo.Db, to: mongo.Db): Promise<void> {
  const own = await to.collections();
  await Promise.all(own.map((each) => (each.collectionName === 'migrations' ? null : each.deleteMany({}))));
  const names = (await from.collections()).map(({ collectionName }) => collectionName);
  for (const coll of names.filter((name) => name !== 'migrations')) {
    await from
      .collection(coll)
      .aggregate([{ $merge: { into: { db: to.databaseName, coll } } }])
      .toArray();
  }
}

async function onShared<T>(otherwise: T, work: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const address = process.env[SHARED_MONGO];
  if (address === undefined) return otherwise;
  const client = await mongo.MongoClient.connect(address);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
