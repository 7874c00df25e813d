import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { serverPath } from '../../local/servers.ts';

// The library names a newer mongod than the pinned one, and would say so in every test.
process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK ??= 'false';

/** By this name the runner of a whole suite tells its test files of the mongod that they share. */
export const SHARED_MONGO = 'TOCSIN_TEST_MONGO';

/** The library gives up after 10 s, which a busy machine can take. */
const LAUNCH_MS = 240_000;

const WITHOUT = [
  // What it would note of itself every second, of each of the thousands of files of a whole run's databases.
  'diagnosticDataCollectionEnabled=false',
  // It would remove what ends by a clock that a test plays, once a minute: by the machine's clock that was days ago.
  'ttlMonitorEnabled=false',
];

/**
 * Starts a real mongod as a replica set of one; its data is gone when it stops.
 * @param rootPassword of a user `root`, without which the server lets nobody in
 */
export function startServer({ rootPassword }: { rootPassword?: string } = {}): Promise<MongoMemoryReplSet> {
  const auth = rootPassword === undefined ? {} : { enable: true, customRootName: 'root', customRootPwd: rootPassword };
  return MongoMemoryReplSet.create({
    replSet: { count: 1, storageEngine: 'wiredTiger', auth },
    instanceOpts: [{ launchTimeout: LAUNCH_MS, args: WITHOUT.flatMap((one) => ['--setParameter', one]) }],
    binary: { systemBinary: serverPath('mongod') },
  });
}
