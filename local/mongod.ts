/** The embedded MongoDB: one mongod as a replica set of one, on loopback, for transactions and change streams. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { moveToPort, notePort } from './mongod-move.ts';
import { serverPath } from './servers.ts';
import type { ChildSpec } from './supervisor.ts';
import { accepts, until } from './waiting.ts';

const replicaSet = 'tocsin';

/** The storage engine's cache. By default it takes half of the machine's memory. */
const cacheGigabytes = 0.25;

/** The change log change streams read from, in megabytes: the smallest that mongod allows. */
const oplogMegabytes = 990;

export const mongodUri = (port: number, database = 'tocsin'): string =>
  `mongodb://127.0.0.1:${port}/${database}?replicaSet=${replicaSet}`;

export function mongod({ dataDir, port }: { dataDir: string; port: number }): ChildSpec {
  const folder = join(dataDir, 'mongo');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const command = serverPath('mongod');
  return {
    name: 'mongod',
    command,
    before: () => moveToPort({ command, dataDir, folder, port, replicaSet }),
    args: [
      ...['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet'],
      ...['--replSet', replicaSet, '--oplogSize', String(oplogMegabytes)],
      ...['--wiredTigerCacheSizeGB', String(cacheGigabytes)],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ],
    ready: async (stopped) => {
      await becomePrimary(port, stopped);
      notePort(dataDir, port);
    },
    graceMs: 15_000,
  };
}

/** Initiates the replica set on an empty folder, tells an old one its new port, and waits until writes are possible. */
export async function becomePrimary(port: number, stopped: AbortSignal): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const { default: mongoose } = await import('mongoose');
  await until(`mongod to listen on ${host}`, () => accepts(port), { stopped });
  const client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`);
  try {
    const admin = client.db('admin');
    await until(`mongod on ${host} to become primary`, () => isPrimary(admin, host).catch(retryable), { stopped });
  } finally {
    await client.close();
  }
}

async function isPrimary(admin: mongo.Db, host: string): Promise<boolean> {
  const hello = await admin.command({ hello: 1 });
  if (hello.isWritablePrimary && hello.me === host) return true;
  await settleMembership(admin, host);
  return false;
}

/** mongod drops its connections when it changes its state; the question is asked again. */
function retryable(error: Error): false {
  if (error.name.startsWith('MongoNetwork')) return false;
  throw error;
}

type Config = { _id: string; version: number; members: { _id: number; host: string }[] };

async function settleMembership(admin: mongo.Db, host: string): Promise<void> {
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
