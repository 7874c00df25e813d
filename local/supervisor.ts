/**
 * Starts child processes, starts them again when they die, and stops them in order. Each child leads a process group of
 * its own, so that Ctrl-C in the terminal reaches only the parent, and writes to a log file of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fullDiskText } from './disk.ts';
import { PortTaken, tellsPortTaken } from './ports.ts';
import { byStopOrder, signal } from './reap.ts';
import { identityOf, type ProcessIdentity, removeRecord, writeRecord } from './records.ts';

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

type Running = {
  spec: ChildSpec;
  process?: ChildProcess;
  ended: Promise<void>;
  failures: number;
  /** Size of its log, in bytes, when it was last started. */
  logStart: number;
};

/** Waits between a death and the next start, in milliseconds; the last one repeats. */
const backoff = [100, 500, 1_000, 2_000, 5_000, 15_000];

/** A child that lived this long (milliseconds) before it died is started again without a longer wait. */
const settled = 20_000;

/** A log above this size (bytes) is put aside at the next start. */
const largestLog = 20_000_000;

/** How much of a log's end is looked at, in bytes. */
const readBytes = 100_000;

/** A child whose port another program has this many times in a row, when it shall start again, cannot come back. */
const mostLostPorts = 3;

/** Time between two attempts to record a child, in milliseconds. */
const recordAgain = 2_000;

export class Supervisor {
  readonly #dataDir: string;
  readonly #say: (line: string) => void;
  readonly #children = new Map<string, Running>();
  readonly #stopping = new AbortController();
  readonly #fail: (error: Error) => void;
  readonly #onExit = () => this.kill('SIGTERM');

  /** @param fail called when a child that was ready can never come back: whoever uses its port now meets a stranger */
  constructor(dataDir: string, say: (line: string) => void, fail: (error: Error) => void = () => {}) {
    this.#dataDir = dataDir;
    this.#say = say;
    this.#fail = fail;
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    process.once('exit', this.#onExit);
  }

  logPath(name: string): string {
    return join(this.#dataDir, 'logs', `${name}.log`);
  }

  /**
   * Resolves when the child is ready. Rejects with the end of its log when it dies or is not ready before that.
   * @throws PortTaken when it died because another program has its port
   */
  async start(spec: ChildSpec): Promise<void> {
    await spec.before?.();
    this.#stopping.signal.throwIfAborted();
    const running: Running = { spec, ended: Promise.resolve(), failures: 0, logStart: 0 };
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
      if (this.#lostItsPort(running)) throw new PortTaken(spec.name);
      throw new Error(`${(error as Error).message}\n${this.#endOfLog(spec.name)}`);
    }
    void this.#keepAlive(running);
  }

  /** Stops every child, users before what they use. Each gets SIGTERM, and SIGKILL after its grace time. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('Stopped.'));
    const names = [...this.#children.keys()].sort(byStopOrder);
    for (const name of names) await this.#stopChild(this.#children.get(name));
    process.off('exit', this.#onExit);
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
    const log = this.#openLog(running);
    const ipc = ready === 'message' ? (['ipc'] as const) : [];
    const child = spawn(command, args, { env, detached: true, stdio: ['ignore', log, log, ...ipc] });
    if (log !== 'ignore') closeSync(log);
    running.process = child;
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', (error) => {
        this.#say(`${name} could not be started: ${error.message}`);
        resolve();
      });
    });
    running.ended = ended;
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity) this.#record(name, identity, ended);

    if (ready !== 'message') {
      const over = new AbortController();
      void ended.then(() => over.abort(new Error(`${name} ended.`)));
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
    let lostPorts = 0;
    for (let since = Date.now(); ; since = Date.now()) {
      await running.ended;
      if (this.#stopping.signal.aborted) return;
      lostPorts = this.#lostItsPort(running) ? lostPorts + 1 : 0;
      if (lostPorts === mostLostPorts) {
        const now = 'Everything stops; start again, and another port is chosen.';
        return this.#fail(new Error(`${name} cannot come back: another program listens on its port now. ${now}`));
      }
      running.failures = Date.now() - since > settled ? 0 : running.failures + 1;
      const wait = backoff[Math.min(running.failures, backoff.length) - 1] ?? backoff[0] ?? 0;
      const how = running.process?.signalCode ?? `exit code ${running.process?.exitCode}`;
      this.#say(
        `${name} ended by itself (${how}); it is started again in ${wait / 1000} s.${fullDiskText(this.#dataDir)} ` +
          `Log: ${this.logPath(name)}`,
      );
      await sleep(wait, undefined, { signal: this.#stopping.signal }).catch(() => {});
      if (this.#stopping.signal.aborted) return;
      Promise.try(() => this.#launch(running)).catch((error: Error) => {
        if (!this.#stopping.signal.aborted && running.process && isAlive(running.process)) {
          this.#say(`${name} was started again but is not ready: ${error.message}`);
        }
      });
    }
  }

  /** The log is no reason not to run: where it cannot be opened, the child goes without. */
  #openLog(running: Running): number | 'ignore' {
    const path = this.logPath(running.spec.name);
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(path, `${path}.1`);
      running.logStart = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      return openSync(path, 'a', 0o600);
    } catch (error) {
      this.#say(`${running.spec.name} runs without a log: ${this.#reason(error)}`);
      return 'ignore';
    }
  }

  /**
   * Until the child ended. A child that cannot be recorded runs all the same, and is recorded as soon as that works.
   */
  #record(name: string, identity: ProcessIdentity, ended: Promise<void>): void {
    let timer: NodeJS.Timeout | undefined;
    const attempt = () => {
      try {
        writeRecord(this.#dataDir, name, identity);
        if (timer) this.#say(`${name} is recorded again.`);
      } catch (error) {
        if (!timer) this.#say(`${name} runs unrecorded for now: ${this.#reason(error)}`);
        timer = setTimeout(attempt, recordAgain).unref();
      }
    };
    attempt();
    void ended.then(() => clearTimeout(timer));
    // A record that cannot be removed names a process that is gone, and the next start drops it.
    void ended.then(() => removeRecord(this.#dataDir, name)).catch(() => {});
  }

  #reason(error: unknown): string {
    return `${error instanceof Error ? error.message : error}.${fullDiskText(this.#dataDir, error)}`;
  }

  #lostItsPort({ spec, logStart }: Running): boolean {
    return tellsPortTaken(readEnd(this.logPath(spec.name), logStart));
  }

  #endOfLog(name: string): string {
    const lines = readEnd(this.logPath(name)).trimEnd().split('\n').slice(-12);
    return `The end of ${this.logPath(name)}:\n${lines.map((line) => `  ${line.slice(0, 400)}`).join('\n')}`;
  }
}

/** The end of a file, from `start` on; empty where it cannot be read. */
function readEnd(path: string, start = 0): string {
  try {
    const file = openSync(path, 'r');
    try {
      const from = Math.max(start, fstatSync(file).size - readBytes);
      const buffer = Buffer.alloc(readBytes);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, readBytes, from));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;
