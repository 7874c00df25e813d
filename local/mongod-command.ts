/**
 * How the embedded mongod is called and reached: by a socket in a folder that only this user may enter. It listens on
 * no port, so that neither another user of the machine nor a page in a browser can speak to it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { mongo } from 'mongoose';
import { closeFolder } from './closed-folder.ts';

/** The replica set of a data directory that does not name one. */
const replicaSet = 'tocsin';

export const mongoFolder = (dataDir: string): string => join(dataDir, 'mongo');

/** True when the data directory holds a database. */
export const hasDatabase = (dataDir: string): boolean => existsSync(join(mongoFolder(dataDir), 'WiredTiger'));

/** The replica set's name; up to version 0.4 each data directory had one of its own. */
export function replicaSetOf(dataDir: string): string {
  const file = join(mongoFolder(dataDir), 'replica-set');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : replicaSet;
}

/** The longest path of a socket, in bytes, that every system takes. */
const longestPath = 100;

/** These end an address or a part of it in mongod's own settings. */
const separators = /[,:[\]]/;

/** In the data directory, or where its path does for no socket, in a folder of this user below `/tmp`. */
function socketFolder(dataDir: string): string {
  const folder = join(dataDir, 'run');
  if (Buffer.byteLength(folder) <= longestPath - '/mongod.sock'.length && !separators.test(folder)) return folder;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join('/tmp', `tocsin-${process.getuid?.() ?? 0}-${name}`);
}

/** The driver takes a name for a socket's by its ending. */
export const socketOf = (dataDir: string): string => join(socketFolder(dataDir), 'mongod.sock');

/**
 * Makes the folders of the database and of its socket.
 *
 * @throws where the socket's is another user's
 */
export function prepareFolders(dataDir: string): void {
  mkdirSync(mongoFolder(dataDir), { recursive: true, mode: 0o700 });
  closeFolder(socketFolder(dataDir));
}

/** The arguments that say which database this is and where it listens. */
export const placeArguments = (dataDir: string): string[] => [
  ...['--dbpath', mongoFolder(dataDir), '--bind_ip', socketOf(dataDir), '--nounixsocket', '--quiet'],
  // No port is opened. With the usual number mongod would ask the DNS for the socket's path when it looks for itself.
  ...['--port', '1'],
  // CVE-2025-14847, corrected in 6.0.27, 7.0.28 and 8.0.17: a compressed message reads memory that is not its own.
  ...['--networkMessageCompressors', 'disabled'],
];

/** @param database the one that is used where none is named */
export const mongodUri = (dataDir: string, database = 'tocsin'): string =>
  `mongodb://${encodeURIComponent(socketOf(dataDir))}/${database}?directConnection=true`;

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

/** How long the driver looks for the server before the question is asked anew, in milliseconds. */
const selectionMs = 1_000;

/** A connection for questions while it starts. The driver is loaded when it is first needed. */
export async function connectTo(dataDir: string): Promise<mongo.MongoClient> {
  const { default: mongoose } = await import('mongoose');
  return new mongoose.mongo.MongoClient(mongodUri(dataDir, 'admin'), { serverSelectionTimeoutMS: selectionMs });
}
