import { type Connection, Mongoose } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import { SCHEMAS } from './collections.ts';
import { type KeySource, keyringFrom } from './crypto/wrapped.ts';
import { databaseOf } from './driver.ts';
import { asStoreError } from './failures.ts';
import { requireKeyring } from './key-check.ts';
import { requireCurrent } from './migrations/version.ts';
import type { Store } from './store.ts';

const SERVER_SELECTION_MS = 5_000;

/** Where the database is, and the keys of its sealed fields. */
export type StoreAddress = { uri: string; keyring: KeySource };

/**
 * Connects to a database that has the shape this version needs, and changes nothing in it but the note of its keys.
 * Every write is acknowledged by a majority and journaled.
 *
 * @throws TocsinError `unavailable` when MongoDB does not answer within 5 s or is no replica set (there are no
 *   transactions without one); `conflict` when `tocsin migrate` has yet to run, or a newer version has run it;
 *   `bad-input` when the database was written with another keyring, and then nothing is written; and what the key
 *   service of a wrapped keyring throws
 */
export async function openStore(address: StoreAddress): Promise<Store> {
  return connect(address, (store) => requireCurrent(databaseOf(store)));
}

/** The same, whatever shape the database has: for what brings it to today's. */
export async function openUnmigrated(address: StoreAddress): Promise<Store> {
  return connect(address, async () => undefined);
}

/** The message of no error shows the address, which may hold a password. */
async function connect(address: StoreAddress, check: (store: Store) => Promise<void>): Promise<Store> {
  const { uri } = address;
  const keyring = await keyringFrom(address.keyring);
  const mongoose = new Mongoose();
  // An operator that came in with a value is compared, not obeyed; our own filters say `trusted`.
  mongoose.set('sanitizeFilter', true);
  mongoose.set('bufferTimeoutMS', SERVER_SELECTION_MS);
  const connection = mongoose.createConnection(uri, {
    writeConcern: { w: 'majority', journal: true },
    retryWrites: true,
    serverSelectionTimeoutMS: SERVER_SELECTION_MS,
    ignoreUndefined: true,
  });
  const store = { connection, keyring };
  try {
    await connection.asPromise();
    await requireReplicaSet(connection);
    for (const [name, schema] of Object.entries(SCHEMAS)) connection.model(name, schema, name);
    await check(store);
    return { connection, keyring: await requireKeyring(databaseOf(store), keyring) };
  } catch (error) {
    await connection.destroy();
    throw asStoreError(error);
  }
}

async function requireReplicaSet(connection: Connection): Promise<void> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (hello?.setName !== undefined || hello?.msg === 'isdbgrid') return;
  throw new TocsinError(
    'unavailable',
    'MongoDB runs as a single server, and Tocsin needs transactions. Start it with --replSet and run rs.initiate() ' +
      'once.',
  );
}
