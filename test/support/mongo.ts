import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { SCHEMAS } from '../../store/collections.ts';
import { type Keyring, parseKeyring } from '../../store/crypto/keyring.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { openStore } from '../../store/open.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { SHARED_MONGO, startServer } from './mongo-server.ts';

export type TestMongo = {
  uri: (database: string) => string;
  /** A store on a database of this test, migrated, and closed with it. Without a keyring it gets a fresh one. */
  open: (database: string, keyring?: Keyring) => Promise<Store>;
  /** Closes the stores of a database that the test is done with, so that the next one it opens need not be made. */
  leave: (database: string) => Promise<void>;
  /** Stops the server under its open stores; only of one started as a test's own. */
  stopServer: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Names of databases that tests have left, kept on the server itself for all processes that run tests on it. */
const LEFT = 'tocsin-databases-left';

/** A database with more rows is quicker dropped than emptied. */
const ROWS_TO_EMPTY = 2_000;

/**
 * Databases on a real mongod: the one that a whole suite shares, else, or where a test breaks it (`own`), one that
 * is started for this test. But on its own a database that is opened before its address is asked for is one that an
 * earlier test has left, emptied: making one, with its indexes, takes a core a second. The others are made anew, and
 * dropped at the end.
 */
export async function startMongo({ own = false } = {}): Promise<TestMongo> {
  const shared = own ? undefined : process.env[SHARED_MONGO];
  const server = shared === undefined ? await startServer() : null;
  const address = server?.getUri() ?? shared ?? '';
  const client = own ? null : await mongo.MongoClient.connect(address);
  const stores = new Map<string, Store[]>();
  const suffix = own ? '' : `-${randomBytes(6).toString('hex')}`;
  /** The databases by the names that the test gives them. */
  const reused = new Map<string, string>();
  const made = new Set<string>();
  const uri = (database: string) => {
    const name = reused.get(database) ?? `${database}${suffix}`;
    if (!reused.has(database)) made.add(name);
    return address.replace('/?', `/${name}?`);
  };
  const leave = async (database: string) => {
    await Promise.all((stores.get(database) ?? []).map(closeStore));
    stores.delete(database);
    const name = reused.get(database);
    reused.delete(database);
    if (client !== null && name !== undefined) await leftOn(client).insertOne({ _id: name });
  };
  return {
    uri,
    leave,
    open: async (database, keyring = testKeyring()) => {
      if (client !== null && !made.has(`${database}${suffix}`) && !reused.has(database)) {
        reused.set(database, (await takeLeft(client)) ?? `left-${randomBytes(6).toString('hex')}`);
      }
      await migrate({ uri: uri(database), keyring }, () => undefined);
      const store = await openStore({ uri: uri(database), keyring });
      stores.set(database, [...(stores.get(database) ?? []), store]);
      return store;
    },
    stopServer: async () => {
      if (!own) throw new Error('This mongod is shared with other tests: start one of your own to stop it.');
      await server?.stop();
    },
    stop: async () => {
      for (const database of [...stores.keys()]) await leave(database);
      if (server === null) for (const name of made) await client?.db(name).dropDatabase();
      await client?.close();
      await server?.stop();
    },
  };
}

const leftOn = (client: mongo.MongoClient) => client.db(LEFT).collection<{ _id: string }>('names');

/** One of the databases that were left, without a row but those of its migrations; null where there is none. */
async function takeLeft(client: mongo.MongoClient): Promise<string | null> {
  const name = (await leftOn(client).findOneAndDelete({}))?._id;
  if (name === undefined) return null;
  const db = client.db(name);
  const collections = (await db.collections()).map(({ collectionName }) => collectionName);
  const { objects } = await db.stats();
  if (objects > ROWS_TO_EMPTY || collections.some((each) => !(each in SCHEMAS))) {
    await db.dropDatabase();
    return takeLeft(client);
  }
  const emptied = collections.filter((each) => each !== 'migrations');
  await Promise.all(emptied.map((each) => db.collection(each).deleteMany({}, { writeConcern: { w: 1 } })));
  return name;
}

/** A keyring of fresh keys with these ids; the last one seals. */
export function testKeyring(...ids: string[]): Keyring {
  const all = ids.length === 0 ? ['k1'] : ids;
  const keys = Object.fromEntries(all.map((id) => [id, randomBytes(32).toString('base64')]));
  return parseKeyring(JSON.stringify({ current: all.at(-1), keys }));
}
