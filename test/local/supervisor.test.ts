import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identityOf, isRunning } from '../../local/records.ts';
import { type ChildSpec, Supervisor } from '../../local/supervisor.ts';
import { recordedProcesses, stillRunning } from './fixtures/running-up.ts';

let dataDir: string;
let supervisor: Supervisor;
let said: string[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tocsin-supervisor-'));
  said = [];
  supervisor = new Supervisor(dataDir, (line) => said.push(line));
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(dataDir, { recursive: true, force: true });
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
  `process.on('SIGTERM', () => { require('fs').appendFileSync(${JSON.stringify(join(dataDir, 'diary'))}, '${name}\\n'); process.exit() })`;

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
    const lives = `const f = ${JSON.stringify(join(dataDir, 'diary'))}, fs = require('fs'); fs.appendFileSync(f, 'life\\n');`;
    const restarted = Promise.withResolvers<void>();
    const spec = child('worker', lives);
    await supervisor.start(spec);
    const first = recordedProcesses(dataDir).worker;
    const watch = setInterval(() => diary().length === 2 && restarted.resolve(), 10);
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await restarted.promise;
    clearInterval(watch);
    expect(said).toEqual([
      expect.stringMatching(/^worker ended by itself \(SIGKILL\); it is started again in 0\.1 s\./),
    ]);
    expect(recordedProcesses(dataDir).worker).not.toEqual(first);
  });

  it('takes a pid that was given to somebody else for gone', () => {
    const own = identityOf(process.pid);
    expect(own && isRunning(own)).toBe(true);
    expect(isRunning({ pid: process.pid, started: 'at another time' })).toBe(false);
  });
});
