/**
 * Starts child processes, starts them again when they die, and stops them in order. Each child leads a process group of
 * its own, so that Ctrl-C in the terminal reaches only the parent, and writes to a log file of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { byStopOrder, signal } from './reap.ts';
import { identityOf, removeRecord, writeRecord } from './records.ts';

export type ChildSpec = {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Done once, before the first start. */
  before?: () => Promise<void>;
  /** How it is known to be ready: its own message `{ready: true}` over IPC, or a question asked from outside. */
  ready: 'message' | ((stopped: AbortSignal) => Promise<void>);
  /** Time between SIGTERM and SIGKILL, in milliseconds. */
  graceMs: number;
};

type Running = { spec: ChildSpec; process?: ChildProcess; ended: Promise<void>; failures: number };

/** Waits between a death and the next start, in milliseconds; the last one repeats. */
const backoff = [100, 500, 1_000, 2_000, 5_000, 15_000];

/** A child that lived this long (milliseconds) before it died is started again without a longer wait. */
const settled = 20_000;

/** A log above this size (bytes) is put aside at the next start. */
const largestLog = 20_000_000;

export class Supervisor {
  readonly #dataDir: string;
  readonly #say: (line: string) => void;
  readonly #children = new Map<string, Running>();
  readonly #stopping = new AbortController();

  constructor(dataDir: string, say: (line: string) => void) {
    this.#dataDir = dataDir;
    this.#say = say;
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    process.once('exit', () => this.kill('SIGTERM'));
  }

  logPath(name: string): string {
    return join(this.#dataDir, 'logs', `${name}.log`);
  }

  /** Resolves when the child is ready. Rejects with the end of its log when it dies or is not ready before that. */
  async start(spec: ChildSpec): Promise<void> {
    await spec.before?.();
    this.#stopping.signal.throwIfAborted();
    const running: Running = { spec, ended: Promise.resolve(), failures: 0 };
    this.#children.set(spec.name, running);
    const ready = this.#launch(running);
    const died = running.ended.then(() => {
      throw new Error(`${spec.name} ended while it started.`);
    });
    died.catch(() => {});
    try {
      await Promise.race([ready, died]);
    } catch (error) {
      this.#stopping.signal.throwIfAborted();
      throw new Error(`${(error as Error).message}\n${this.#endOfLog(spec.name)}`);
    }
    void this.#keepAlive(running);
  }

  /** Stops every child, users before what they use. Each gets SIGTERM, and SIGKILL after its grace time. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('Stopped.'));
    const names = [...this.#children.keys()].sort(byStopOrder);
    for (const name of names) await this.#stopChild(this.#children.get(name));
  }

  /** Signals every child at once. SIGKILL ends a `stop` that takes too long. */
  kill(name: NodeJS.Signals): void {
    for (const { process: child } of this.#children.values()) {
      if (child?.pid && isAlive(child)) signal(name === 'SIGKILL' ? -child.pid : child.pid, name);
    }
  }

  async #stopChild(running: Running | undefined): Promise<void> {
    const child = running?.process;
    if (!running || !child?.pid || !isAlive(child)) return;
    signal(child.pid, 'SIGTERM');
    const force = setTimeout(() => child.pid && isAlive(child) && signal(-child.pid, 'SIGKILL'), running.spec.graceMs);
    await running.ended;
    clearTimeout(force);
  }

  /** Spawns and records the child; resolves when it is ready. */
  #launch(running: Running): Promise<void> {
    const { name, command, args, env, ready } = running.spec;
    const log = this.#openLog(name);
    const ipc = ready === 'message' ? (['ipc'] as const) : [];
    const child = spawn(command, args, { env, detached: true, stdio: ['ignore', log, log, ...ipc] });
    closeSync(log);
    running.process = child;
    running.ended = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', (error) => {
        this.#say(`${name} could not be started: ${error.message}`);
        resolve();
      });
    });
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity) writeRecord(this.#dataDir, name, identity);
    void running.ended.then(() => removeRecord(this.#dataDir, name));

    if (ready !== 'message') {
      const over = new AbortController();
      void running.ended.then(() => over.abort(new Error(`${name} ended.`)));
      return ready(AbortSignal.any([over.signal, this.#stopping.signal]));
    }
    return new Promise((resolve) => {
      child.on('message', (message) => {
        if ((message as { ready?: boolean } | null)?.ready) resolve();
      });
    });
  }

  /** From the first readiness on: whenever the child dies, say so in one line and start it again. */
  async #keepAlive(running: Running): Promise<void> {
    const { name } = running.spec;
    for (let since = Date.now(); ; since = Date.now()) {
      await running.ended;
      if (this.#stopping.signal.aborted) return;
      running.failures = Date.now() - since > settled ? 0 : running.failures + 1;
      const wait = backoff[Math.min(running.failures, backoff.length) - 1] ?? backoff[0] ?? 0;
      const how = running.process?.signalCode ?? `exit code ${running.process?.exitCode}`;
      this.#say(
        `${name} ended by itself (${how}); it is started again in ${wait / 1000} s. Log: ${this.logPath(name)}`,
      );
      await sleep(wait, undefined, { signal: this.#stopping.signal }).catch(() => {});
      if (this.#stopping.signal.aborted) return;
      this.#launch(running).catch((error: Error) => {
        if (!this.#stopping.signal.aborted && running.process && isAlive(running.process)) {
          this.#say(`${name} was started again but is not ready: ${error.message}`);
        }
      });
    }
  }

  #openLog(name: string): number {
    const path = this.logPath(name);
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(path, `${path}.1`);
    return openSync(path, 'a', 0o600);
  }

  #endOfLog(name: string): string {
    const lines = readFileSync(this.logPath(name), 'utf8').trimEnd().split('\n').slice(-12);
    return `The end of ${this.logPath(name)}:\n${lines.map((line) => `  ${line.slice(0, 400)}`).join('\n')}`;
  }
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;
