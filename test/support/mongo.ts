import { randomBytes } from 'node:crypto';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { serverPath } from '../../local/servers.ts';
import { type Keyring, parseKeyring } from '../../store/crypto/keyring.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { openStore } from '../../store/open.ts';
import { closeStore, type Store } from '../../store/store.ts';

// The library names a newer mongod than the pinned one, and would say so in every test.
process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK ??= 'false';

export type TestMongo = {
  uri: (database: string) => string;
  /** A store on a database of this server, migrated, and closed with it. Without a keyring it gets a fresh one. */
  open: (database: string, keyring?: Keyring) => Promise<Store>;
  /** Stops the server under its open stores. */
  stopServer: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts a real mongod as a replica set of one; its data is gone when it stops. */
export async function startMongo(): Promise<TestMongo> {
  const set = await MongoMemoryReplSet.create({
    replSet: { count: 1, storageEngine: 'wiredTiger' },
    binary: { systemBinary: serverPath('mongod') },
  });
  const stores: Store[] = [];
  const uri = (database: string) => set.getUri(database);
  const stopServer = async () => {
    await set.stop();
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
      await stopServer();
    },
  };
}

/** A keyring of fresh keys with these ids; the last one seals. */
export function testKeyring(...ids: string[]): Keyring {
  const all = ids.length === 0 ? ['k1'] : ids;
  const keys = Object.fromEntries(all.map((id) => [id, randomBytes(32).toString('base64')]));
  return parseKeyring(JSON.stringify({ current: all.at(-1), keys }));
}
