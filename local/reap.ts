/** Ends processes that a killed `tocsin up` left behind, before a new one starts its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isRunning, type ProcessIdentity, readRecord, removeRecord } from './records.ts';

/** From those that use others to those that are used; unknown names come first. */
export const stopOrder = ['api', 'worker', 'inbox', 'temporal', 'mongod'];

export const byStopOrder = (one: string, other: string): number => stopOrder.indexOf(one) - stopOrder.indexOf(other);

/**
 * @param graceMs time each process gets between SIGTERM and SIGKILL, in milliseconds
 * @returns the names of the processes that were still there
 */
export async function reapLeftovers(dataDir: string, graceMs = 15_000): Promise<string[]> {
  const found: string[] = [];
  for (const name of recordedNames(dataDir).sort(byStopOrder)) {
    const record = readRecord(dataDir, name);
    if (record && isRunning(record)) {
      found.push(name);
      await end(record, graceMs);
    }
    removeRecord(dataDir, name);
  }
  const owner = databaseOwner(dataDir);
  if (owner) {
    found.push('mongod');
    await end(owner, graceMs);
  }
  return found;
}

function recordedNames(dataDir: string): string[] {
  try {
    const files = readdirSync(join(dataDir, 'run')).filter((file) => file.endsWith('.json') && file !== 'up.json');
    return files.map((file) => file.slice(0, -'.json'.length));
  } catch {
    return [];
  }
}

/**
 * A mongod whose record got lost still holds its database folder: the lock file names it. The command line must name
 * the same folder, for the lock of a mongod that was killed keeps a pid which may be anybody's by now.
 */
function databaseOwner(dataDir: string): ProcessIdentity | undefined {
  const folder = join(dataDir, 'mongo');
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'mongod.lock'), 'utf8'), 10);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return command.includes(folder) ? identityOf(pid) : undefined;
  } catch {
    return undefined;
  }
}

/** SIGTERM, then SIGKILL to the whole group: every child leads a process group of its own. */
async function end(target: ProcessIdentity, graceMs: number): Promise<void> {
  signal(target.pid, 'SIGTERM');
  const patience = Date.now() + graceMs;
  while (isRunning(target) && Date.now() < patience) await sleep(25);
  if (isRunning(target)) signal(-target.pid, 'SIGKILL');
  while (isRunning(target)) await sleep(25);
}

/** A process that is gone already needs no signal. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
