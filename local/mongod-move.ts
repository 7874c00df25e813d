/**
 * Tells a stopped database that it will listen on another port. Started as a replica set member, mongod would first
 * look for itself under its old address, and wait half a minute when somebody silent listens there now.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectTo, placeArguments, replicaSetOf, unlessDropped, wasStartedWith } from './mongod-command.ts';
import { PortTaken } from './ports.ts';
import { identityOf, removeRecord, writeRecord } from './records.ts';
import { accepts, until } from './waiting.ts';
import { writeWhole } from './whole-file.ts';

/** mongod's exit code when it cannot listen. */
const netError = 48;

/** Holds the port in the member's stored address. */
const noteOf = (dataDir: string) => join(dataDir, 'mongo-port');

export const notePort = (dataDir: string, port: number): void => writeWhole(noteOf(dataDir), `${port}\n`);

/**
 * Does nothing at the first start and when the port is the same as ever.
 * @throws PortTaken when another program listens there
 */
export async function moveToPort(command: string, dataDir: string, port: number): Promise<void> {
  const noted = readNote(dataDir);
  if (noted === undefined || noted === port) return;
  const args = placeArguments(dataDir, port);
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  const exit = once(child, 'exit');
  const ended = new AbortController();
  exit
    .then(([code]) => (code === netError ? new PortTaken('mongod') : new Error('mongod ended while it was moved.')))
    .then((reason) => ended.abort(reason))
    .catch(() => {});
  const client = await connectTo(port);
  try {
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity) writeRecord(dataDir, 'mongod', identity);
    const isUp = async () => (await accepts(port)) && (await unlessDropped(wasStartedWith(client.db('admin'), args)));
    await until('mongod to start alone', isUp, { stopped: ended.signal });
    const configurations = client.db('local').collection<{ _id: string }>('system.replset');
    const moved = { $set: { 'members.0.host': `127.0.0.1:${port}` }, $inc: { version: 1 } };
    await configurations.updateOne({ _id: replicaSetOf(dataDir) }, moved, { writeConcern: { w: 1, j: true } });
    notePort(dataDir, port);
  } finally {
    await client.close();
    child.kill('SIGTERM');
    await exit;
    removeRecord(dataDir, 'mongod');
  }
}

function readNote(dataDir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(noteOf(dataDir), 'utf8'), 10);
  } catch {
    return undefined;
  }
}
