/** The servers of a start are its user's alone: no other user and no website reads or changes what they hold. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { closeFolder } from '../../local/closed-folder.ts';
import { inbox, inboxAddress } from '../../local/mail.ts';
import { mongod } from '../../local/mongod.ts';
import { mongodUri, socketOf } from '../../local/mongod-command.ts';
import { anyFree } from '../../local/ports.ts';
import { serverPath } from '../../local/servers.ts';
import { Supervisor } from '../../local/supervisor.ts';
import { temporal } from '../../local/temporal.ts';
import { accepts } from '../../local/waiting.ts';
import { until } from '../support/until.ts';
import { commandLineOf, listeningPorts } from './fixtures/processes.ts';
import { recordedProcesses } from './fixtures/running-up.ts';

let folder: string;
let dataDir: string;
let supervisor: Supervisor;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-own-'));
  // As `.tocsin` in a checkout is: others may look into it.
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o755 });
  supervisor = new Supervisor(dataDir, () => {});
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pidOf = (name: string): number => recordedProcesses(dataDir)[name]?.pid ?? Number.NaN;

async function withDatabase<T>(uri: string, use: (client: mongoose.mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

const rowsOf = (client: mongoose.mongo.MongoClient) => client.db('tocsin').collection<{ _id: string }>('rows');

/** Starts the database of the data directory, gives its rows, and stops it. */
async function rowsThere(at: string): Promise<unknown[]> {
  const own = new Supervisor(at, () => {});
  try {
    await own.start(mongod(at));
    return await withDatabase(mongodUri(at), (client) => rowsOf(client).find().toArray());
  } finally {
    await own.stop();
  }
}

/** What the user `nobody` gets from a socket: `connected`, or the name of the system's error. */
function askAsNobody(path: string): string {
  const script = `import errno, socket, sys
try:
  socket.socket(socket.AF_UNIX).connect(sys.argv[1])
  print('connected')
except OSError as error:
  print(errno.errorcode[error.errno])`;
  const nobody = { uid: 65_534, gid: 65_534, cwd: '/', encoding: 'utf8' } as const;
  const { stdout, error } = spawnSync('python3', ['-c', script, path], nobody);
  if (error) throw error;
  return stdout.trim();
}

describe('the embedded MongoDB', () => {
  it('listens on no port, runs transactions and change streams, and compresses nothing', async () => {
    await supervisor.start(mongod(dataDir));
    expect(listeningPorts(pidOf('mongod'))).toEqual([]);
    await withDatabase(mongodUri(dataDir), async (client) => {
      await rowsOf(client).insertOne({ _id: 'before' });
      const changes = rowsOf(client).watch()[Symbol.asyncIterator]();
      const first = changes.next();
      await client.withSession((session) =>
        session.withTransaction(() => rowsOf(client).insertOne({ _id: 'inside' }, { session })),
      );
      // The stream may have been opened after the transaction ended; this one it sees.
      await rowsOf(client).insertOne({ _id: 'after' });
      expect((await first).value).toMatchObject({ operationType: 'insert' });
      await changes.return?.();
      const { parsed } = await client.db('admin').command({ getCmdLineOpts: 1 });
      expect(parsed.net.compression.compressors).toBe('disabled');
    });
  });

  it('is waited for while it listens and does not answer, as on a busy machine', async () => {
    const spec = mongod(dataDir);
    const asked: string[] = [];
    const child = spawn(spec.command, spec.args, { stdio: 'ignore' });
    try {
      await until(() => accepts(socketOf(dataDir)), 'mongod to listen');
      child.kill('SIGSTOP');
      const listen = mongoose.mongo.MongoClient.prototype.connect;
      mongoose.mongo.MongoClient.prototype.connect = async function connect() {
        try {
          return await listen.call(this);
        } catch (error) {
          asked.push((error as Error).name);
          throw error;
        }
      };
      const ready = (spec.ready as (stopped: AbortSignal) => Promise<void>)(new AbortController().signal);
      await until(() => asked.includes('MongoServerSelectionError'), 'a question to find no server');
      child.kill('SIGCONT');
      mongoose.mongo.MongoClient.prototype.connect = listen;
      await ready;
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
  if (!isRoot) console.log('Skipped: no other user tries the socket, because only root can act as one.');
  (isRoot ? it : it.skip)('lets no other user of the machine in', async () => {
    await supervisor.start(mongod(dataDir));
    expect(askAsNobody(socketOf(dataDir))).toBe('EACCES');
    // The folder above is open, as the answer to what is not there shows.
    expect(askAsNobody(join(dataDir, 'none.sock'))).toBe('ENOENT');
  });

  it('closes a folder of the socket that was open to others', async () => {
    mkdirSync(join(dataDir, 'run'), { mode: 0o777 });
    chmodSync(join(dataDir, 'run'), 0o777);
    mongod(dataDir);
    expect(statSync(dirname(socketOf(dataDir))).mode & 0o777).toBe(0o700);
  });

  it('has its socket elsewhere when the path of the data directory is too long or too odd for one', async () => {
    for (const name of ['a,b:c', 'd'.repeat(120)]) {
      const odd = join(folder, name);
      expect(await rowsThere(odd)).toEqual([]);
      const own = dirname(socketOf(odd));
      expect(own).toMatch(/^\/tmp\/tocsin-\d+-[0-9a-f]{16}$/);
      expect(statSync(own).mode & 0o777).toBe(0o700);
      rmSync(own, { recursive: true });
    }
  });

  it('opens what version 0.4 wrote, which listened on a port, and opens it where it was moved to', async () => {
    const port = await anyFree();
    await writeAsVersion04(port);
    expect(await rowsThere(dataDir)).toEqual([{ _id: 'of version 0.4' }]);
    const moved = join(folder, 'moved');
    renameSync(dataDir, moved);
    expect(await rowsThere(moved)).toEqual([{ _id: 'of version 0.4' }]);
  });

  /** A database as version 0.4 started and left it: a named replica set that knows itself by port, and no users. */
  async function writeAsVersion04(port: number): Promise<void> {
    const [dbpath, replicaSet] = [join(dataDir, 'mongo'), 'tocsin-0a1b2c3d4e5f'];
    mkdirSync(dbpath);
    writeFileSync(join(dbpath, 'replica-set'), `${replicaSet}\n`);
    writeFileSync(join(dataDir, 'mongo-port'), `${port}\n`);
    const args = ['--dbpath', dbpath, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet'];
    const former = spawn(serverPath('mongod'), [...args, '--replSet', replicaSet], { stdio: 'ignore' });
    const ended = once(former, 'exit');
    const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
    await withDatabase(uri, async (client) => {
      const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
      await until(
        () =>
          client
            .db('admin')
            .command({ ping: 1 })
            .catch(() => null),
        'the former mongod',
      );
      await client.db('admin').command({ replSetInitiate: { _id: replicaSet, version: 1, members } });
      await until(
        async () => (await client.db('admin').command({ hello: 1 })).isWritablePrimary === true,
        'the former mongod as primary',
      );
      await rowsOf(client).insertOne({ _id: 'of version 0.4' }, { writeConcern: { w: 'majority' } });
    });
    former.kill('SIGTERM');
    await ended;
  }
});

it('a folder of another user is not taken for one’s own', () => {
  // Whoever runs the tests, this one is not his.
  const others = process.getuid?.() === 0 ? join(folder, 'others') : '/usr';
  if (others !== '/usr') {
    mkdirSync(others);
    spawnSync('chown', ['65534', others]);
  }
  expect(() => closeFolder(others)).toThrow(/is not a folder of this user/);
});

it('the embedded Temporal has no page, and its HTTP interface answers no host', async () => {
  const port = await anyFree();
  await supervisor.start(temporal({ dataDir, port }));
  const ports = listeningPorts(pidOf('temporal'));
  expect(ports).toContain(port);
  for (const at of ports) {
    for (const host of ['evil.example', `127.0.0.1:${at}`, `localhost:${at}`]) {
      for (const path of ['/', '/api/v1/namespaces', '/namespaces/default/workflows']) {
        const answer = await ask(at, host, path);
        expect({ at, host, path, answer }).not.toMatchObject({ answer: expect.stringMatching(/namespace|<html/i) });
      }
    }
  }
});

it('an embedded Temporal that runs is not taken for one’s own', async () => {
  const at = await anyFree();
  await supervisor.start(temporal({ dataDir, port: at }));
  const other = new Supervisor(join(folder, 'other'), () => {});
  try {
    const spec = temporal({ dataDir: join(folder, 'other'), port: at });
    await expect(other.start(spec)).rejects.toMatchObject({ child: 'temporal' });
    // The same server, asked by its own start.
    const { ready } = temporal({ dataDir, port: at });
    if (ready !== 'message') await ready(new AbortController().signal);
  } finally {
    await other.stop();
  }
});

it('the inbox answers its secret address alone, to its own pages alone, and tells nobody what it is', async () => {
  const [smtpPort, webPort] = [await anyFree(), await anyFree()];
  await supervisor.start(inbox({ dataDir, smtpPort, webPort }));
  const address = inboxAddress(dataDir, webPort);
  const { pathname: secret } = new URL(address);
  expect(secret).toMatch(/^\/[\w-]{32}$/);
  expect(statSync(join(dataDir, 'inbox-secret')).mode & 0o777).toBe(0o600);
  expect(commandLineOf(pidOf('inbox'))).not.toContain(secret.slice(1));
  const page = await ask(webPort, `127.0.0.1:${webPort}`, `${secret}/`);
  const script = /src="\.(\/[^"]+\.js)"/.exec(page)?.[1];
  expect(await ask(webPort, `127.0.0.1:${webPort}`, secret + script)).toMatch(/^200 /);
  expect(await ask(webPort, `localhost:${webPort}`, `${secret}/api/email`)).toBe('200 []');
  const attempts = [
    [`127.0.0.1:${webPort}`, '/'],
    [`127.0.0.1:${webPort}`, '/api/email'],
    [`127.0.0.1:${webPort}`, '/socket.io/?EIO=4&transport=polling'],
    [`127.0.0.1:${webPort}`, `${secret}x/api/email`],
    [`127.0.0.1:${webPort}`, `/x/..${secret.slice(0, -1)}/api/email`],
    ['evil.example', `${secret}/api/email`],
    [`evil.example:${webPort}`, `${secret}/`],
  ] as const;
  for (const [host, path] of attempts) {
    const answer = await ask(webPort, host, path);
    expect({ host, path, answer }).toMatchObject({ answer: expect.stringMatching(/^403 /) });
    expect(answer).not.toContain(secret);
  }
});

/** The status and the text that an HTTP server on loopback gives to a Host header; else the error's code. */
function ask(port: number, host: string, path: string): Promise<string> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { host, accept: 'text/html' } }, (response) => {
      let text = `${response.statusCode} `;
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('close', () => resolve(text));
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    asked.end();
  });
}
