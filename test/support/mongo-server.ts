import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { serverPath } from '../../local/servers.ts';

// The library names a newer mongod than the pinned one, and would say so in every test.
process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK ??= 'false';

/** By this name the runner of a whole suite tells its test files of the mongod that they share. */
export const SHARED_MONGO = 'TOCSIN_TEST_MONGO';

/** Starts a real mongod as a replica set of one; its data is gone when it stops. */
export function startServer(): Promise<MongoMemoryReplSet> {
  return MongoMemoryReplSet.create({
    replSet: { count: 1, storageEngine: 'wiredTiger' },
    binary: { systemBinary: serverPath('mongod') },
  });
}
