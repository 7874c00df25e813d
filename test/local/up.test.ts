import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import mongoose from 'mongoose';
import { createTransport } from 'nodemailer';
import { isFree } from '../../local/ports.ts';
import { isRunning } from '../../local/records.ts';
import { until } from '../support/until.ts';
import { newDataDir, type RunningUp, recordedProcesses, startUp, stillRunning } from './fixtures/running-up.ts';

const started: { up: RunningUp; dataDir: string }[] = [];

/** Begins a start that ends with the test, as does its data directory. */
function begin(dataDir: string, env?: NodeJS.ProcessEnv, shell?: boolean): RunningUp {
  const up = startUp(dataDir, env, shell);
  started.push({ up, dataDir });
  return up;
}

async function start(dataDir: string, env?: NodeJS.ProcessEnv): Promise<RunningUp> {
  const up = begin(dataDir, env);
  await up.line(/^Ready in \d+\.\d s$/);
  return up;
}

async function stop(up: RunningUp, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
  up.process.kill(signal);
  return up.ended;
}

const environmentOf = (dataDir: string): Record<string, string> =>
  JSON.parse(readFileSync(join(dataDir, 'api-environment.json'), 'utf8'));

const portsOf = (dataDir: string): Record<string, number> =>
  JSON.parse(readFileSync(join(dataDir, 'ports.json'), 'utf8'));

const pidOf = (dataDir: string, name: string): number => recordedProcesses(dataDir)[name]?.pid ?? Number.NaN;

async function withDatabase<T>(dataDir: string, use: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(environmentOf(dataDir).MONGODB_URI ?? '');
  try {
    return await use(client.db());
  } finally {
    await client.close();
  }
}

async function withTemporal<T>(dataDir: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: environmentOf(dataDir).TEMPORAL_ADDRESS });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

async function inboxOf(up: RunningUp): Promise<string> {
  return /http\S+/.exec(await up.line(/Mail inbox/))?.[0] ?? '';
}

async function subjectsIn(up: RunningUp): Promise<string[]> {
  const answer = await fetch(`${await inboxOf(up)}/api/email`);
  const mails = (await answer.json()) as { subject: string }[];
  return mails.map(({ subject }) => subject);
}

async function end(up: RunningUp, dataDir: string): Promise<void> {
  if (up.process.exitCode === null && up.process.signalCode === null) await stop(up);
  // A start that was killed, or whose test failed, has left some behind.
  for (const { pid } of Object.values(recordedProcesses(dataDir)).filter(isRunning)) process.kill(pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
}

afterEach(async () => {
  for (const { up, dataDir } of started.splice(0)) await end(up, dataDir);
});

describe('up', () => {
  it('prints one table, refuses a second start, and leaves no process after SIGTERM', async () => {
    const dataDir = await newDataDir();
    const up = await start(dataDir);
    expect(up.lines.join('\n')).toMatch(/Token dpo +token-of-the-test +dana@example\.org/);
    const processes = recordedProcesses(dataDir);
    expect(Object.keys(processes).sort()).toEqual(['api', 'inbox', 'mongod', 'temporal', 'up', 'worker']);

    const second = begin(dataDir);
    expect(await second.ended).toBe(1);
    expect(second.lines).toHaveLength(1);
    const { TOCSIN_PUBLIC_URL } = environmentOf(dataDir);
    expect(second.lines[0]).toContain(`already running here at ${TOCSIN_PUBLIC_URL} (process ${up.process.pid}`);

    expect(await stop(up)).toBe(0);
    expect(stillRunning(processes)).toEqual([]);
    expect(recordedProcesses(dataDir)).toEqual({});
  });

  it('gives each of two starts at the same moment servers of its own, though both want the same ports', async () => {
    const dataDirs = [await newDataDir(), await newDataDir()] as const;
    copyFileSync(join(dataDirs[0], 'ports.json'), join(dataDirs[1], 'ports.json'));
    await Promise.all(dataDirs.map((dataDir) => start(dataDir)));
    for (const name of ['MONGODB_URI', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'SLACK_API_URL', 'TOCSIN_PORT'])
      expect(environmentOf(dataDirs[0])[name]).not.toBe(environmentOf(dataDirs[1])[name]);
    for (const dataDir of dataDirs) {
      await withDatabase(dataDir, (db) => db.collection<{ _id: string }>('breaches').insertOne({ _id: dataDir }));
      await withTemporal(dataDir, (client) =>
        client.workflow.start('nobody-runs-this', { taskQueue: 'none', workflowId: dataDir, args: [] }),
      );
    }
    for (const [index, dataDir] of dataDirs.entries()) {
      expect(await withDatabase(dataDir, (db) => db.collection('breaches').distinct('_id'))).toEqual([dataDir]);
      const others = dataDirs[1 - index] ?? '';
      await withTemporal(dataDir, async (client) => {
        expect((await client.workflow.getHandle(dataDir).describe()).status.name).toBe('RUNNING');
        await expect(client.workflow.getHandle(others).describe()).rejects.toThrow(WorkflowNotFoundError);
      });
    }
  });

  it('lets one of two starts at the same moment have the data directory, and refuses the other', async () => {
    const dataDir = await newDataDir();
    const ups = [begin(dataDir), begin(dataDir)] as const;
    const refused = await Promise.race(ups.map((up) => up.ended.then(() => up)));
    const running = ups.find((up) => up !== refused);
    expect(await refused.ended).toBe(1);
    expect(refused.lines).toEqual([
      expect.stringContaining(`Tocsin is already running here (process ${running?.process.pid}, data in ${dataDir})`),
    ]);
    await running?.line(/^Ready in/);
  });

  it('is stopped by Ctrl-C, which npm hands on a second time', async () => {
    const dataDir = await newDataDir();
    const up = await start(dataDir);
    const processes = recordedProcesses(dataDir);
    up.process.kill('SIGINT');
    await up.line(/^Stopping \(SIGINT\)/);
    up.process.kill('SIGINT');
    expect(await up.ended).toBe(0);
    expect(stillRunning(processes)).toEqual([]);
    expect(up.lines.at(-1)).toBe('Stopped.');
  });

  it('stops when the npm that started it was killed, and a new start waits for that', async () => {
    const dataDir = await newDataDir();
    const up = begin(dataDir, { npm_lifecycle_event: 'start' }, true);
    await up.line(/^Ready in/);
    const processes = recordedProcesses(dataDir);
    // It is held until the second one has met it.
    process.kill(pidOf(dataDir, 'up'), 'SIGSTOP');
    up.process.kill('SIGKILL');
    await once(up.process, 'exit');
    const second = begin(dataDir);
    const former = pidOf(dataDir, 'up');
    expect(await second.line(/is just stopping/)).toBe(
      `The former start (process ${former}) is just stopping; waiting for it.`,
    );
    process.kill(former, 'SIGCONT');
    await up.ended;
    await second.line(/^Ready in/);
    expect(up.lines).toContain('Stopping (its launcher is gone) …');
    expect(stillRunning(processes)).toEqual([]);
  });

  it('can be stopped while it starts', async () => {
    const dataDir = await newDataDir();
    const up = begin(dataDir);
    await until(() => existsSync(join(dataDir, 'run', 'mongod.json')), 'a MongoDB that starts');
    const processes = recordedProcesses(dataDir);
    expect(await stop(up)).toBe(0);
    expect(stillRunning(processes)).toEqual([]);
  });

  it('ends what a killed start left behind, and goes on with its data', async () => {
    const dataDir = await newDataDir();
    const first = await start(dataDir);
    await withDatabase(dataDir, (db) => db.collection<{ _id: string }>('breaches').insertOne({ _id: 'b1' }));
    const processes = recordedProcesses(dataDir);
    const keyring = environmentOf(dataDir).TOCSIN_KEYRING;
    const ports = portsOf(dataDir);
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    expect(stillRunning(processes)).toEqual(expect.arrayContaining(['mongod', 'temporal']));

    const second = await start(dataDir);
    expect(second.lines[0]).toMatch(/^Ended what a killed start had left behind: .*temporal, mongod\.$/);
    expect(stillRunning(processes)).toEqual([]);
    expect(await withDatabase(dataDir, (db) => db.collection('breaches').countDocuments())).toBe(1);
    expect(environmentOf(dataDir).TOCSIN_KEYRING).toBe(keyring);
    // It costs no port, unless a stranger has it by now.
    const given = portsOf(dataDir);
    const lost = Object.keys(ports).filter((name) => given[name] !== ports[name]);
    expect(await Promise.all(lost.map((name) => isFree(ports[name] ?? 0)))).toEqual(lost.map(() => false));
  });

  it('heals a killed mongod, Temporal, worker and inbox', async () => {
    const dataDir = await newDataDir();
    const up = await start(dataDir);
    const before = recordedProcesses(dataDir);
    await withDatabase(dataDir, (db) => db.collection<{ _id: string }>('breaches').insertOne({ _id: 'b1' }));
    for (const name of ['mongod', 'temporal', 'worker', 'inbox']) {
      process.kill(pidOf(dataDir, name), 'SIGKILL');
      await up.line(new RegExp(`^${name} ended by itself \\(SIGKILL\\)`));
    }
    // A mongod that is back takes no writes until it has made itself the primary.
    const added = (db: mongoose.mongo.Db) => db.collection<{ _id: string }>('breaches').insertOne({ _id: 'b2' });
    await until(() => withDatabase(dataDir, added).then(Boolean, () => false), 'the database to take writes again');
    await withTemporal(dataDir, (client) => client.workflow.list({ pageSize: 1 })[Symbol.asyncIterator]().next());
    expect(await withDatabase(dataDir, (db) => db.collection('breaches').countDocuments())).toBe(2);
    const after = recordedProcesses(dataDir);
    for (const name of ['mongod', 'temporal', 'worker', 'inbox']) expect(after[name]).not.toEqual(before[name]);
    expect(after.api).toEqual(before.api);
  });

  it('keeps rows, workflows, mails and the address of the inbox, also when Temporal has to move', async () => {
    const dataDir = await newDataDir();
    const first = await start(dataDir);
    const { TEMPORAL_ADDRESS, SMTP_URL, EXERCISE_SMTP_URL } = environmentOf(dataDir);
    const inbox = await inboxOf(first);
    expect(EXERCISE_SMTP_URL).toBe(SMTP_URL);
    await withDatabase(dataDir, (db) => db.collection<{ _id: string }>('breaches').insertOne({ _id: 'b1' }));
    await withTemporal(dataDir, (client) =>
      client.workflow.start('nobody-runs-this', { taskQueue: 'none', workflowId: 'breach/b1', args: [] }),
    );
    await createTransport(SMTP_URL).sendMail({
      from: 'a@example.org',
      to: 'b@example.org',
      subject: 'Kept',
      text: '.',
    });
    await stop(first);

    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    writeFileSync(join(dataDir, 'ports.json'), JSON.stringify({ ...portsOf(dataDir), temporal: port }));
    try {
      const second = await start(dataDir);
      await second.line(new RegExp(`^Port ${port} \\(temporal\\) is taken; using \\d+\\.$`));
      expect(environmentOf(dataDir).TEMPORAL_ADDRESS).not.toBe(TEMPORAL_ADDRESS);
      expect(await withDatabase(dataDir, (db) => db.collection('breaches').countDocuments())).toBe(1);
      const running = await withTemporal(dataDir, (client) => client.workflow.getHandle('breach/b1').describe());
      expect(running.status.name).toBe('RUNNING');
      expect(await inboxOf(second)).toBe(inbox);
      expect(await subjectsIn(second)).toEqual(['Kept']);
    } finally {
      taken.close();
    }
  });

  it('warns where an embedded mongod that gets no more security fixes stands behind an open address', async () => {
    const dataDir = await newDataDir();
    const old = join(dataDir, 'old-mongod');
    writeFileSync(old, '#!/bin/sh\necho "db version v6.0.5"\n', { mode: 0o755 });
    const up = begin(dataDir, {
      TOCSIN_HOST: '0.0.0.0',
      TOCSIN_PUBLIC_URL: 'https://breach.example.org',
      TOCSIN_KEYRING: JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
      TOCSIN_MONGOD: old,
    });
    expect(await up.line(/^Warning: /)).toContain('TOCSIN_HOST is 0.0.0.0, and the embedded mongod 6.0.5 gets no more');
    // It only says its version.
    expect(await up.ended).toBe(1);
  });

  it('says which port was asked for and is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    try {
      const up = begin(await newDataDir(), { TOCSIN_PORT: String(port) });
      expect(await up.ended).toBe(1);
      expect(up.lines.join('\n')).toContain(`Tocsin did not start. Port ${port} on 127.0.0.1 is taken.`);
    } finally {
      taken.close();
    }
  });
});

describe('an up that runs', () => {
  let up: RunningUp;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await newDataDir();
    up = startUp(dataDir);
    await up.line(/^Ready in/);
  });
  afterAll(() => end(up, dataDir));

  it('shows Slack messages in the inbox, as a page for its own origin alone', async () => {
    const { SLACK_BOT_TOKEN, SLACK_API_URL: slackApiUrl, SLACK_CHANNEL = '' } = environmentOf(dataDir);
    await new WebClient(SLACK_BOT_TOKEN, { slackApiUrl }).chat.postMessage({
      channel: SLACK_CHANNEL,
      text: '24 h left',
    });
    expect(await subjectsIn(up)).toEqual(['#breach-response: 24 h left']);
    const inbox = await inboxOf(up);
    expect(await (await fetch(inbox)).text()).toContain('<html');
    expect((await fetch(`${inbox}/api/email`, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
    expect((await fetch(`${inbox}/api/email`, { headers: { origin: new URL(inbox).origin } })).status).toBe(200);
  });

  it('starts no embedded counterpart of a named server, and mails no Slack message to a real mail server', async () => {
    const { MONGODB_URI, TEMPORAL_ADDRESS, SMTP_URL } = environmentOf(dataDir);
    const other = await newDataDir();
    const beside = await start(other, { MONGODB_URI, TEMPORAL_ADDRESS, SMTP_URL });
    expect(Object.keys(recordedProcesses(other)).sort()).toEqual(['api', 'up', 'worker']);
    const given = environmentOf(other);
    expect(given).toMatchObject({ MONGODB_URI, TEMPORAL_ADDRESS, SMTP_URL });
    expect(given).not.toHaveProperty('SLACK_BOT_TOKEN');
    expect(given).not.toHaveProperty('EXERCISE_SMTP_URL');
    expect(beside.lines.join('\n')).toMatch(/MongoDB +not embedded: MONGODB_URI is set/);
  });

  it('keeps its keys readable by their owner alone, and refuses them for other than loopback', async () => {
    expect(statSync(join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(environmentOf(dataDir).TOCSIN_KEYRING ?? '')).toEqual({
      current: 'k1',
      keys: { k1: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) },
    });
    const open = begin(await newDataDir(), {
      TOCSIN_HOST: '0.0.0.0',
      TOCSIN_PUBLIC_URL: 'https://breach.example.org',
    });
    expect(await open.ended).not.toBe(0);
    expect(open.lines.join('\n')).toMatch(/TOCSIN_KEYRING must be given when TOCSIN_HOST is 0\.0\.0\.0/);
  });
});
