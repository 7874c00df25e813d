/**
 * How the embedded mongod is called, and known again by it: at a port that two starts wanted, the other's may answer.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { writeWhole } from './whole-file.ts';

/** The replica set of data directories that an earlier version made. */
const formerReplicaSet = 'tocsin';

export const mongoFolder = (dataDir: string): string => join(dataDir, 'mongo');

/** True when the data directory holds a database. */
export const hasDatabase = (dataDir: string): boolean => existsSync(join(mongoFolder(dataDir), 'WiredTiger'));

/** Lies among the database's own files, so that a copy of them has it too. */
const nameFile = (dataDir: string): string => join(mongoFolder(dataDir), 'replica-set');

/**
 * The replica set's name is this data directory's own: a driver that was told it never talks to another's MongoDB,
 * also when that one comes to listen on the same port later.
 */
export function replicaSetOf(dataDir: string): string {
  const file = nameFile(dataDir);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : formerReplicaSet;
}

/** Makes the folder and, where no database is in it yet, the name of its replica set. */
export function prepareFolder(dataDir: string): void {
  mkdirSync(mongoFolder(dataDir), { recursive: true, mode: 0o700 });
  if (hasDatabase(dataDir) || existsSync(nameFile(dataDir))) return;
  writeWhole(nameFile(dataDir), `${formerReplicaSet}-${randomBytes(6).toString('hex')}\n`);
}

/** The arguments that say which database this is and where it listens. */
export const placeArguments = (dataDir: string, port: number): string[] => [
  ...['--dbpath', mongoFolder(dataDir), '--port', String(port)],
  ...['--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet'],
];

/** Whether the mongod that answers was started with these arguments. Another's may refuse the question. */
export async function wasStartedWith(admin: mongo.Db, args: readonly string[]): Promise<boolean> {
  try {
    const { argv } = await admin.command({ getCmdLineOpts: 1 });
    return args.every((arg) => argv.includes(arg));
  } catch (error) {
    if (error instanceof Error && error.name === 'MongoServerError') return false;
    throw error;
  }
}

/**
 * The answer; no, where the connection was refused or dropped, as mongod does while it starts and changes its state.
 */
export async function unlessDropped(answer: Promise<boolean>): Promise<boolean> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /^Mongo(Network|ServerSelection|PoolCleared)/.test(error.name)) return false;
    throw error;
  }
}

/** How long the driver looks for a server before the question is asked anew, in milliseconds. */
const selectionMs = 1_000;

/** A connection to exactly the server at this port of loopback. The driver is loaded when it is first needed. */
export async function connectTo(port: number): Promise<mongo.MongoClient> {
  const { default: mongoose } = await import('mongoose');
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  return new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: selectionMs });
}
