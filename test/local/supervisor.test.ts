import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PortTaken } from '../../local/ports.ts';
import { identityOf, isRunning } from '../../local/records.ts';
import { type ChildSpec, Supervisor } from '../../local/supervisor.ts';
import { until } from '../support/until.ts';
import { recordedProcesses, stillRunning } from './fixtures/running-up.ts';
import { mountSmallDisk } from './fixtures/small-disk.ts';

let dataDir: string;
let supervisor: Supervisor;
let said: string[];
/** Called with each line that is said, once it is in `said`. */
let onSaid: (line: string) => void;
let failure: Promise<Error>;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tocsin-supervisor-'));
  said = [];
  onSaid = () => {};
  supervise(dataDir);
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function supervise(folder: string): void {
  const say = (line: string) => {
    said.push(line);
    onSaid(line);
  };
  const { promise, resolve } = Promise.withResolvers<Error>();
  failure = promise;
  supervisor = new Supervisor(folder, say, resolve);
}

/** Resolves when a line like this is said, from now on. */
const saying = (pattern: RegExp): Promise<string> =>
  new Promise((resolve) => {
    onSaid = (line) => pattern.test(line) && resolve(line);
  });

/** A Node child that runs the script, stays, and says it is ready. */
const child = (name: string, script = '', graceMs = 5_000): ChildSpec => ({
  name,
  command: process.execPath,
  args: ['--eval', `${script};setInterval(() => {}, 1000);process.send({ ready: true })`],
  ready: 'message',
  graceMs,
});

const diary = () => readFileSync(join(dataDir, 'diary'), 'utf8').trim().split('\n');
const notes = (name: string) =>
  `const diary = ${JSON.stringify(join(dataDir, 'diary'))};` +
  `process.on('SIGTERM', () => { require('fs').appendFileSync(diary, '${name}\\n'); process.exit() })`;

describe('the supervisor', () => {
  it('stops users before what they use', async () => {
    for (const name of ['mongod', 'temporal', 'inbox', 'worker', 'api'])
      await supervisor.start(child(name, notes(name)));
    const processes = recordedProcesses(dataDir);
    await supervisor.stop();
    expect(diary()).toEqual(['api', 'worker', 'inbox', 'temporal', 'mongod']);
    expect(stillRunning(processes)).toEqual([]);
    expect(recordedProcesses(dataDir)).toEqual({});
  });

  it('kills a child that does not stop in its grace time', async () => {
    await supervisor.start(child('api', "process.on('SIGTERM', () => {})", 200));
    const processes = recordedProcesses(dataDir);
    await supervisor.stop();
    expect(stillRunning(processes)).toEqual([]);
  });

  it('shows the end of the log of a child that does not start', async () => {
    const broken = child('api', "console.error('Port 8300 is on fire'); process.exit(3)");
    await expect(supervisor.start(broken)).rejects.toThrow(/^api ended while it started\.\n.*Port 8300 is on fire/s);
    expect(said).toEqual([]);
  });

  it('says so when a program is not there', async () => {
    await expect(supervisor.start({ ...child('api'), command: join(dataDir, 'absent') })).rejects.toThrow(/api ended/);
    expect(said[0]).toMatch(/^api could not be started: .*ENOENT/);
  });

  it('starts a child again that ends by itself, in one line', async () => {
    appendFileSync(join(dataDir, 'diary'), '');
    const file = JSON.stringify(join(dataDir, 'diary'));
    const lives = `const f = ${file}, fs = require('fs'); fs.appendFileSync(f, 'life\\n');`;
    const spec = child('worker', lives);
    await supervisor.start(spec);
    const first = recordedProcesses(dataDir).worker;
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await until(() => diary().length === 2, 'the second life of the worker');
    expect(said).toEqual([
      expect.stringMatching(/^worker ended by itself \(SIGKILL\); it is started again in 0\.1 s\./),
    ]);
    expect(recordedProcesses(dataDir).worker).not.toEqual(first);
  });

  it('tells a port that another program has from every other reason not to start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const script = `require('net').createServer().listen(${port}, '127.0.0.1')`;
    try {
      const refusal = await supervisor.start({ ...child('api'), args: ['--eval', script] }).catch((error) => error);
      expect(refusal).toBeInstanceOf(PortTaken);
      expect(refusal.child).toBe('api');
    } finally {
      taken.close();
    }
  });

  it('gives up when a child cannot come back because another program has its port by now', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    const listening = `const server = require('net').createServer().listen(${port}, '127.0.0.1');`;
    const spec = child('temporal', listening);
    const ready = `server.once('listening', () => process.send({ ready: true }))`;
    await supervisor.start({ ...spec, args: ['--eval', `${listening};setInterval(() => {}, 1000);${ready}`] });
    const other = createServer();
    // The line is said between the death and the next start.
    onSaid = (line) => /^temporal ended by itself \(SIGKILL\)/.test(line) && other.listen(port, '127.0.0.1');
    process.kill(recordedProcesses(dataDir).temporal?.pid ?? 0, 'SIGKILL');
    try {
      expect((await failure).message).toMatch(/^temporal cannot come back: another program listens on its port now/);
    } finally {
      other.close();
    }
  });

  it('keeps a child running whose record and log cannot be written, and records it when they can', async () => {
    await supervisor.start(child('worker'));
    const first = recordedProcesses(dataDir).worker;
    for (const folder of ['run', 'logs']) {
      rmSync(join(dataDir, folder), { recursive: true });
      writeFileSync(join(dataDir, folder), 'in the way');
    }
    const unrecorded = saying(/^worker runs unrecorded for now: /);
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await unrecorded;
    expect(said.at(-2)).toMatch(/^worker runs without a log: .*ENOTDIR/);
    const recorded = saying(/^worker is recorded again\.$/);
    rmSync(join(dataDir, 'run'));
    await recorded;
    const { worker } = recordedProcesses(dataDir);
    expect(worker && isRunning(worker)).toBe(true);
    expect(worker).not.toEqual(first);
  });

  const disk = mountSmallDisk();
  if ('reason' in disk) console.log(`Skipped: no disk is filled, because ${disk.reason}.`);
  else afterAll(() => disk.unmount());
  ('reason' in disk ? it.skip : it)('says that the disk is full, and goes on when there is room', async () => {
    if ('reason' in disk) return;
    supervise(disk.path);
    await supervisor.start(child('worker'));
    const first = recordedProcesses(disk.path).worker;
    disk.fill();
    const ended = saying(/^worker ended by itself \(SIGKILL\).* is full: make room on it\. /);
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await ended;
    // The record of the first one made room when it was removed.
    disk.fill();
    expect(await saying(/^worker runs unrecorded for now: .*ENOSPC/)).toContain(
      `The disk of ${disk.path} is full: make room on it.`,
    );
    const recorded = saying(/^worker is recorded again\.$/);
    disk.makeRoom();
    await recorded;
    const { worker } = recordedProcesses(disk.path);
    expect(worker && isRunning(worker)).toBe(true);
    await supervisor.stop();
    expect(recordedProcesses(disk.path)).toEqual({});
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux(
    'takes a process for running whose first thread has ended and another has not, for it keeps its ports',
    async () => {
      const script =
        'import ctypes, threading, time; threading.Thread(target=time.sleep, args=(600,)).start(); ' +
        'ctypes.CDLL(None).pthread_exit(None)';
      const python = spawn('python3', ['-c', script], { stdio: 'ignore' });
      const ended = once(python, 'exit');
      try {
        const pid = python.pid ?? 0;
        const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0];
        const own = identityOf(pid);
        await until(() => state() === 'Z', 'the end of its first thread');
        expect(own && isRunning(own)).toBe(true);
      } finally {
        python.kill('SIGKILL');
        await ended;
      }
      expect(identityOf(python.pid ?? 0)).toBeUndefined();
    },
  );

  it('takes a pid that was given to somebody else for gone', () => {
    const own = identityOf(process.pid);
    expect(own && isRunning(own)).toBe(true);
    expect(isRunning({ pid: process.pid, started: 'at another time' })).toBe(false);
  });
});
