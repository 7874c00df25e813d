/** One `tocsin up` per data directory. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { detailOf } from '../config/raw-variables.ts';
import { fullDiskText } from './disk.ts';
import { identityOf, isRunning, type ProcessIdentity, readRecord, recordPath } from './records.ts';
import { writeWhole } from './whole-file.ts';

type Instance = ProcessIdentity & {
  /** Where people reach it, once that is known. */
  address?: string;
  /** The npm or `tocsin` process that started it, if it stops together with that. */
  launcher?: ProcessIdentity;
  stopping?: boolean;
};

/** Neither throws: that the record cannot be written must not keep anything from being stopped. */
export type Claim = { update(more: Partial<Instance>): void; release(): void };

/** How long a new start waits for one that is just stopping, in milliseconds. */
const patience = 45_000;

export class AlreadyRunning extends Error {}

/**
 * Takes the data directory. Throws AlreadyRunning when a live process has it, after waiting for one that is stopping.
 */
export async function claimDataDir(dataDir: string, say: (line: string) => void): Promise<Claim> {
  mkdirSync(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  const own = identityOf(process.pid);
  if (!own) throw new Error('The start time of this process cannot be read; /proc or ps is needed.');
  const launcher = launchedBySomebody() ? identityOf(process.ppid) : undefined;
  const instance: Instance = { ...own, launcher };
  const path = recordPath(dataDir, 'up');
  const attempt = (act: () => void) => {
    try {
      act();
    } catch (error) {
      say(`${path} could not be changed (${detailOf(error, 'code')}).${fullDiskText(dataDir, error)}`);
    }
  };
  const end = Date.now() + patience;
  for (let said = false; !take(dataDir, instance); ) {
    const other = readRecord<Instance>(dataDir, 'up');
    if (!other || !isRunning(other)) {
      discardStale(dataDir, other);
      continue;
    }
    if (!isEnding(other) || Date.now() > end) throw new AlreadyRunning(describe(other, dataDir));
    if (!said) say(`The former start (process ${other.pid}) is just stopping; waiting for it.`);
    said = true;
    await sleep(50);
  }
  return {
    update: (more) => attempt(() => writeWhole(path, JSON.stringify(Object.assign(instance, more)))),
    release: () => attempt(() => rmSync(path, { force: true })),
  };
}

/**
 * npm and `bin/tocsin` stay in the foreground; when they were killed, the process they started must not stay behind.
 */
export const launchedBySomebody = (): boolean =>
  Boolean(process.env.npm_lifecycle_event || process.env.TOCSIN_LAUNCHER);

const isEnding = ({ stopping, launcher }: Instance): boolean =>
  stopping === true || (launcher !== undefined && !isRunning(launcher));

const describe = ({ pid, address }: Instance, dataDir: string): string =>
  `Tocsin is already running here${address ? ` at ${address}` : ''} (process ${pid}, data in ${dataDir}). ` +
  `Stop it with Ctrl-C in its terminal or \`kill ${pid}\`, or set TOCSIN_DATA_DIR to another folder for a second one.`;

/** A link appears whole or not at all, so of two starts only one can take the directory. */
function take(dataDir: string, instance: Instance): boolean {
  const own = `${recordPath(dataDir, 'up')}.${process.pid}`;
  try {
    writeFileSync(own, JSON.stringify(instance));
    linkSync(own, recordPath(dataDir, 'up'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Renaming first lets only one start remove a dead one's record; a record taken in between is put back. */
function discardStale(dataDir: string, stale: Instance | undefined): void {
  const aside = `${recordPath(dataDir, 'up')}.stale.${process.pid}`;
  try {
    renameSync(recordPath(dataDir, 'up'), aside);
    const moved: Instance = JSON.parse(readFileSync(aside, 'utf8'));
    if (moved.pid !== stale?.pid || moved.started !== stale.started) linkSync(aside, recordPath(dataDir, 'up'));
  } catch {
    // Another start was faster, or the record is not readable and goes.
  }
  rmSync(aside, { force: true });
}
