import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { VerbInput } from '../../cli/verbs/verb.ts';
import { TocsinError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/time.ts';
import { isRunning, type ProcessIdentity, readRecord } from '../records.ts';
import { poll } from './poll.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const READY = /^Ready in /m;

type Instance = ProcessIdentity & { address?: string; stopping?: boolean };

/** Longest time a start that is under way is waited for, in milliseconds. */
const START_MS = 60 * SECOND_MS;

/**
 * Whether Tocsin runs in this data directory; waits for one that is just starting. The record of its process decides:
 * at the stored address another Tocsin may answer by now, and our tokens are none of its business.
 */
export async function isRunningHere(dataDir: string): Promise<boolean> {
  const look = (): Instance | null => {
    const instance = readRecord<Instance>(dataDir, 'up');
    return instance !== undefined && isRunning(instance) && !instance.stopping ? instance : null;
  };
  if (look() === null) return false;
  const settled = async () => {
    const instance = look();
    return instance !== null && instance.address === undefined ? null : { runs: instance !== null };
  };
  return (await poll(settled, { waitMs: START_MS }, 'the start that is under way')).runs;
}

/** A server that lives as long as one exercise. */
type OwnServer = {
  /** Aborted by Ctrl-C, which ends the exercise and the server with it. */
  interrupted: AbortSignal;
  stop(): Promise<void>;
};

/** Starts Tocsin for the time of one exercise. Throws `unavailable` with its last lines when it does not get ready. */
export async function startServer({ env, say }: Pick<VerbInput, 'env' | 'say'>): Promise<OwnServer> {
  say('No Tocsin is running here, so one is started and stopped again at the end. To keep one: npm start');
  const child = spawn(process.execPath, [MAIN, 'up', '--empty'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const interrupted = new AbortController();
  const forward = (signal: NodeJS.Signals) => {
    interrupted.abort();
    child.kill(signal);
  };
  process.once('SIGINT', forward).once('SIGTERM', forward);
  await ready(child);
  return {
    interrupted: interrupted.signal,
    async stop() {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
      if (READY.test(output)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', () => reject(new TocsinError('unavailable', `Tocsin did not start:\n${output.trim()}`)));
  });
}
