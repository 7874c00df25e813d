/**
 * The embedded MongoDB: one mongod as a replica set of one, on a socket of this user, for transactions and change
 * streams.
 */
import type { mongo } from 'mongoose';
import { connectTo, placeArguments, prepareFolders, replicaSetOf, socketOf, unlessDropped } from './mongod-command.ts';
import { serverPath } from './servers.ts';
import type { ChildSpec } from './supervisor.ts';
import { accepts, until } from './waiting.ts';

/** The storage engine's cache. By default it takes half of the machine's memory. */
const cacheGigabytes = 0.25;

/** The change log change streams read from, in megabytes: the smallest that mongod allows. */
const oplogMegabytes = 990;

export function mongod(dataDir: string): ChildSpec {
  prepareFolders(dataDir);
  return {
    name: 'mongod',
    command: serverPath('mongod'),
    args: [
      ...placeArguments(dataDir),
      ...['--replSet', replicaSetOf(dataDir), '--oplogSize', String(oplogMegabytes)],
      ...['--wiredTigerCacheSizeGB', String(cacheGigabytes)],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ],
    ready: (stopped) => becomePrimary(dataDir, stopped),
    graceMs: 15_000,
  };
}

/**
 * Initiates the replica set on an empty folder, tells one that was moved here or was made by version 0.4 (on a port)
 * where it listens now, and waits until writes are possible.
 */
async function becomePrimary(dataDir: string, stopped: AbortSignal): Promise<void> {
  const member = { replicaSet: replicaSetOf(dataDir), host: socketOf(dataDir) };
  await until(`mongod to listen on ${member.host}`, () => accepts(member.host), { stopped });
  const client = await connectTo(dataDir);
  try {
    const isReady = async () => {
      // A client that found no server in time stays closed, until it is told to connect.
      await client.connect();
      return isPrimary(client.db('admin'), member);
    };
    await until('mongod to become primary', () => unlessDropped(isReady()), { stopped });
  } finally {
    await client.close();
  }
}

type Member = { replicaSet: string; host: string };

async function isPrimary(admin: mongo.Db, member: Member): Promise<boolean> {
  const hello = await admin.command({ hello: 1 });
  if (hello.isWritablePrimary && hello.me === member.host) return true;
  await settleMembership(admin, member);
  return false;
}

type Config = { _id: string; version: number; members: { _id: number; host: string }[] };

async function settleMembership(admin: mongo.Db, { replicaSet, host }: Member): Promise<void> {
  const config = await membership(admin);
  if (!config) {
    const first: Config = { _id: replicaSet, version: 1, members: [{ _id: 0, host }] };
    await unlessBusy(admin.command({ replSetInitiate: first }));
  } else if (config.members[0]?.host !== host) {
    const moved: Config = { ...config, version: config.version + 1, members: [{ _id: 0, host }] };
    await unlessBusy(admin.command({ replSetReconfig: moved, force: true }));
  }
}

/** Undefined when the replica set was never initiated, or when mongod has not read its configuration yet. */
async function membership(admin: mongo.Db): Promise<Config | undefined> {
  const answer = await unlessBusy(admin.command({ replSetGetConfig: 1 }));
  return answer?.config as Config | undefined;
}

/**
 * While mongod starts it refuses some commands for a moment: NotYetInitialized (94), AlreadyInitialized (23, the
 * configuration is being read), a configuration change in progress (109), a state in between (11600, 189, 10107).
 */
async function unlessBusy(command: Promise<mongo.Document>): Promise<mongo.Document | undefined> {
  try {
    return await command;
  } catch (error) {
    const code = (error as { code?: number }).code ?? 0;
    if ([94, 23, 109, 11600, 189, 10107].includes(code)) return undefined;
    throw error;
  }
}
