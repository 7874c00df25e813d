/**
 * Which processes belong to a data directory: one record per child under `run/`. A record holds the pid and the moment
 * the process started, so that a pid that was given to somebody else in the meantime is never signalled.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './whole-file.ts';

export type ProcessIdentity = { pid: number; started: string };

/**
 * When the process started, in the operating system's own words; undefined when there is none or it is a zombie. A
 * zombie with threads that still run (Linux) is none: until the last has ended it keeps its ports and files.
 */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

/**
 * `/proc/<pid>/stat` after the name in brackets: state, threads as 18th value, start in clock ticks since boot as 20th.
 */
function startFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return values[0] === 'Z' && Number(values[17]) <= 1 ? undefined : `${boot} ${values[19]}`;
  } catch {
    return undefined;
  }
}

function startFromPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

export const isRunning = ({ pid, started }: ProcessIdentity): boolean => startOf(pid) === started;

export const recordPath = (dataDir: string, name: string): string => join(dataDir, 'run', `${name}.json`);

export function writeRecord(dataDir: string, name: string, record: ProcessIdentity): void {
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  writeWhole(recordPath(dataDir, name), JSON.stringify(record));
}

export function readRecord<Record extends ProcessIdentity>(dataDir: string, name: string): Record | undefined {
  try {
    return JSON.parse(readFileSync(recordPath(dataDir, name), 'utf8'));
  } catch {
    return undefined;
  }
}

export const removeRecord = (dataDir: string, name: string): void => rmSync(recordPath(dataDir, name), { force: true });
