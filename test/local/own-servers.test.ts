/** At a port that two starts wanted, the server of the other one may answer: it is never taken for one's own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import mongoose from 'mongoose';
import { mongod, mongodUri } from '../../local/mongod.ts';
import { moveToPort } from '../../local/mongod-move.ts';
import { anyFree, PortTaken } from '../../local/ports.ts';
import { serverPath } from '../../local/servers.ts';
import { Supervisor } from '../../local/supervisor.ts';
import { temporal } from '../../local/temporal.ts';
import { accepts } from '../../local/waiting.ts';
import { until } from '../support/until.ts';

/** A server takes seconds to start, on a busy machine many. */
jest.setTimeout(300_000);

let folder: string;
let port: number;
/** Of the start that has the port. */
let dataDir: string;
let supervisor: Supervisor;
/** A start that wants the same port. */
let otherDir: string;
let other: Supervisor;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-own-'));
  [dataDir, otherDir] = [join(folder, 'one'), join(folder, 'other')];
  supervisor = new Supervisor(dataDir, () => {});
  other = new Supervisor(otherDir, () => {});
  port = await anyFree();
});
afterAll(async () => {
  await Promise.all([supervisor.stop(), other.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function withServer<T>(at: number, use: (admin: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${at}/?directConnection=true`);
  try {
    return await use(client.db('admin'));
  } finally {
    await client.close();
  }
}

/** How often a mongod was given a command since it started. */
const timesAsked = async (admin: mongoose.mongo.Db, command: string): Promise<number> =>
  (await admin.command({ serverStatus: 1 })).metrics.commands[command].total;

describe('an embedded MongoDB', () => {
  beforeAll(() => supervisor.start(mongod({ dataDir, port })));

  it('that runs is not taken for one’s own, and is asked nothing but how it was started', async () => {
    const stopped = new AbortController();
    const { ready } = mongod({ dataDir: otherDir, port });
    if (ready === 'message') throw new Error('It is asked from outside.');
    const waiting = ready(stopped.signal).then(
      () => 'ready',
      () => 'stopped',
    );
    await withServer(port, async (admin) => {
      const before = await timesAsked(admin, 'getCmdLineOpts');
      const configured = await timesAsked(admin, 'replSetGetConfig');
      await until(async () => (await timesAsked(admin, 'getCmdLineOpts')) > before + 2, 'three questions');
      stopped.abort();
      expect(await waiting).toBe('stopped');
      expect(await timesAsked(admin, 'replSetGetConfig')).toBe(configured);
    });
  });

  it('that was not initiated yet is not initiated for somebody else', async () => {
    const [at, dbpath] = [await anyFree(), join(folder, 'foreign')];
    mkdirSync(dbpath);
    const args = ['--dbpath', dbpath, '--port', String(at), '--bind_ip', '127.0.0.1', '--nounixsocket'];
    const foreign: ChildProcess = spawn(serverPath('mongod'), [...args, '--replSet', 'tocsin'], { stdio: 'ignore' });
    const ended = once(foreign, 'exit');
    try {
      await until(() => accepts(at), 'a mongod of somebody else');
      await expect(other.start(mongod({ dataDir: otherDir, port: at }))).rejects.toBeInstanceOf(PortTaken);
      await withServer(at, async (admin) => {
        await expect(admin.command({ replSetGetStatus: 1 })).rejects.toMatchObject({ codeName: 'NotYetInitialized' });
      });
    } finally {
      foreign.kill('SIGKILL');
      await ended;
    }
  });

  it('is not told another port on behalf of a database that moves there', async () => {
    const moving = join(folder, 'moving');
    mkdirSync(join(moving, 'mongo'), { recursive: true });
    writeFileSync(join(moving, 'mongo-port'), '1\n');
    await expect(moveToPort(serverPath('mongod'), moving, port)).rejects.toMatchObject({ child: 'mongod' });
    await withServer(port, async (admin) => {
      const { config } = await admin.command({ replSetGetConfig: 1 });
      expect([config.version, config.members[0].host]).toEqual([1, `127.0.0.1:${port}`]);
    });
    expect(readFileSync(join(moving, 'mongo-port'), 'utf8')).toBe('1\n');
  });

  it('is not used by a driver that was told the address of another data directory’s', async () => {
    const uri = mongodUri({ dataDir: otherDir, port });
    const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1_000 });
    try {
      const rows = client.db().collection<{ _id: string }>('rows');
      await expect(rows.insertOne({ _id: 'strange' })).rejects.toThrow(mongoose.mongo.MongoServerSelectionError);
    } finally {
      await client.close();
    }
  });
});

it('an embedded Temporal that runs is not taken for one’s own', async () => {
  const [at, uiPort, otherUi] = [await anyFree(), await anyFree(), await anyFree()];
  await supervisor.start(temporal({ dataDir, port: at, uiPort }));
  const spec = temporal({ dataDir: otherDir, port: at, uiPort: otherUi });
  await expect(other.start(spec)).rejects.toMatchObject({ child: 'temporal' });
  // The same server, asked by its own start.
  const { ready } = temporal({ dataDir, port: at, uiPort });
  if (ready !== 'message') await ready(new AbortController().signal);
});
