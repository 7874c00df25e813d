import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { type Keyring, parseKeyring } from '../../store/crypto/keyring.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { openStore } from '../../store/open.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { SHARED_MONGO, startServer } from './mongo-server.ts';

export type TestMongo = {
  uri: (database: string) => string;
  /** A store on a database of this test, migrated, and closed with it. Without a keyring it gets a fresh one. */
  open: (database: string, keyring?: Keyring) => Promise<Store>;
  /** Stops the server under its open stores; only of one started as a test's own. */
  stopServer: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Databases on a real mongod, dropped at the end: on the one that a whole suite shares, else, or where a test breaks
 * it (`own`), on one that is started for this test.
 */
export async function startMongo({ own = false } = {}): Promise<TestMongo> {
  const shared = own ? undefined : process.env[SHARED_MONGO];
  const server = shared === undefined ? await startServer() : null;
  const stores: Store[] = [];
  const suffix = server === null ? `-${randomBytes(6).toString('hex')}` : '';
  const used = new Set<string>();
  const uri = (database: string) => {
    used.add(database + suffix);
    return (server?.getUri() ?? shared ?? '').replace('/?', `/${database}${suffix}?`);
  };
  const stopServer = async () => {
    if (server === null) throw new Error('This mongod is shared with other tests: start one of your own to stop it.');
    await server.stop();
  };
  const dropDatabases = async () => {
    const client = await mongo.MongoClient.connect(shared ?? '');
    for (const name of used) await client.db(name).dropDatabase();
    await client.close();
  };
  return {
    uri,
    open: async (database, keyring = testKeyring()) => {
      await migrate({ uri: uri(database), keyring }, () => undefined);
      const store = await openStore({ uri: uri(database), keyring });
      stores.push(store);
      return store;
    },
    stopServer,
    stop: async () => {
      await Promise.all(stores.map(closeStore));
      await (server === null ? dropDatabases() : stopServer());
    },
  };
}

/** A keyring of fresh keys with these ids; the last one seals. */
export function testKeyring(...ids: string[]): Keyring {
  const all = ids.length === 0 ? ['k1'] : ids;
  const keys = Object.fromEntries(all.map((id) => [id, randomBytes(32).toString('base64')]));
  return parseKeyring(JSON.stringify({ current: all.at(-1), keys }));
}
