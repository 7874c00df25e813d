/**
 * Tells a stopped database that it will listen on another port. Started as a replica set member, mongod would first look
 * for itself under its old address, and wait half a minute when somebody silent listens there now.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, removeRecord, writeRecord } from './records.ts';
import { accepts, until } from './waiting.ts';

type Move = { command: string; dataDir: string; folder: string; port: number; replicaSet: string };

/** Holds the port in the member's stored address. */
const noteOf = (dataDir: string) => join(dataDir, 'mongo-port');

export const notePort = (dataDir: string, port: number): void => writeFileSync(noteOf(dataDir), `${port}\n`);

/** Does nothing at the first start and when the port is the same as ever. */
export async function moveToPort({ command, dataDir, folder, port, replicaSet }: Move): Promise<void> {
  const noted = readNote(dataDir);
  if (noted === undefined || noted === port) return;
  const args = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet'];
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  const exit = once(child, 'exit');
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (identity) writeRecord(dataDir, 'mongod', identity);
  const ended = new AbortController();
  exit.then(() => ended.abort(new Error('mongod ended while it was told its new port.'))).catch(() => {});
  try {
    const { default: mongoose } = await import('mongoose');
    await until('mongod to start alone', () => accepts(port), { stopped: ended.signal });
    const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
    const configurations = client.db('local').collection<{ _id: string }>('system.replset');
    const moved = { $set: { 'members.0.host': `127.0.0.1:${port}` }, $inc: { version: 1 } };
    await configurations.updateOne({ _id: replicaSet }, moved, { writeConcern: { w: 1, j: true } });
    await client.close();
    notePort(dataDir, port);
  } finally {
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
