// The engine as it runs in life: real servers and a worker, each in a process of its own, so that the CPU time that a
// benchmark reads is theirs.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { SMTPServer } from 'smtp-server';
import { readEnvironment } from '../config/environment.ts';
import { createTemporalClient } from '../config/temporal.ts';
import { createGateway, type TemporalGateway } from '../intake/gateway.ts';
import { mongod } from '../local/mongod.ts';
import { mongodUri } from '../local/mongod-command.ts';
import { anyFree } from '../local/ports.ts';
import type { ChildSpec } from '../local/supervisor.ts';
import { temporal } from '../local/temporal.ts';
import { parseKeyring } from '../store/crypto/keyring.ts';
import { migrate } from '../store/migrations/migrate.ts';
import { openStore } from '../store/open.ts';
import { closeStore, type Store } from '../store/store.ts';

const PROCESSES = ['worker', 'temporal', 'mongod'] as const;
/** CPU seconds that each process has used since it began. */
export type CpuSeconds = Record<(typeof PROCESSES)[number], number>;
export type Received = { subject: string; to: string; atMs: number };

export type Engine = {
  gateway: TemporalGateway;
  store: Store;
  /** Every mail that was handed over, with the millisecond in which it was taken. */
  mails: Received[];
  cpu(): CpuSeconds;
  /** Resident memory of the worker, in MiB. */
  workerMemory(): number;
  client: Client;
  /** Starts an API process over it; gives its address. */
  startApi(): Promise<string>;
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Starts MongoDB, Temporal's dev server on a file, a mail server that takes everything (or another's), and a worker.
 */
export async function startEngine({ smtpUrl }: { smtpUrl?: string } = {}): Promise<Engine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const temporalPort = await anyFree();
  const database = await serve(mongod(dataDir));
  const server = await serve(temporal({ dataDir, port: temporalPort }));
  const mails: Received[] = [];
  const sink = await startSink(mails);
  const keyring = JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  const variables = {
    ...{ TOCSIN_DATA_DIR: dataDir, TOCSIN_POLICY_DIR: join(root, 'policy'), TOCSIN_KEYRING: keyring },
    ...{
      MONGODB_URI: mongodUri(dataDir),
      TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
      LOG_LEVEL: 'warn',
    },
    SMTP_URL: smtpUrl ?? `smtp://127.0.0.1:${(sink.server.address() as { port: number }).port}`,
  };
  const env = readEnvironment(variables);
  const address = { uri: variables.MONGODB_URI, keyring: parseKeyring(keyring) };
  await migrate(address, console.log);
  const store = await openStore(address);
  const worker = spawn(process.execPath, ['worker/main.ts'], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(worker, 'message');
  const apis: ChildProcess[] = [];
  const startApi = async () => {
    const port = await anyFree();
    const url = `http://127.0.0.1:${port}`;
    // It measures what the server can do, not what it lets one caller do.
    const own = { TOCSIN_PORT: String(port), TOCSIN_PUBLIC_URL: url, TOCSIN_RATE_FACTOR: '1000' };
    const api = spawn(process.execPath, ['api/main.ts'], {
      cwd: root,
      env: { ...process.env, ...variables, ...own },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    apis.push(api);
    await once(api, 'message');
    return url;
  };
  const client = createTemporalClient(env.temporal, parseKeyring(keyring));
  const processes = { worker, temporal: server, mongod: database };
  return {
    gateway: createGateway(client, Date.now),
    store,
    mails,
    cpu: () => Object.fromEntries(PROCESSES.map((name) => [name, cpuOf(processes[name].pid ?? 0)])) as CpuSeconds,
    workerMemory: () => memoryOf(worker.pid ?? 0),
    client,
    startApi,
    async stop() {
      await Promise.all(apis.map(end));
      await Promise.all([end(worker), client.connection.close(), closeStore(store)]);
      await Promise.all([end(server), end(database), new Promise<void>((resolve) => sink.close(resolve))]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function serve(spec: ChildSpec): Promise<ChildProcess> {
  await spec.before?.();
  const child = spawn(spec.command, spec.args, { stdio: 'ignore' });
  const stopped = new AbortController();
  child.once('exit', (code) => stopped.abort(new Error(`${spec.name} ended with ${code}.`)));
  if (spec.ready !== 'message') await spec.ready(stopped.signal);
  return child;
}

async function startSink(mails: Received[]): Promise<SMTPServer> {
  const sink = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (part: Buffer) => {
        raw += part;
      });
      stream.on('end', () => {
        const atMs = Date.now();
        // A long subject goes on in the next line, after a space (RFC 5322, 2.2.3).
        const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? '';
        mails.push({
          subject: subject.replaceAll(/\r\n\s*/g, ' '),
          to: session.envelope.rcptTo[0]?.address ?? '',
          atMs,
        });
        done();
      });
    },
  });
  sink.listen(0, '127.0.0.1');
  await once(sink.server, 'listening');
  return sink;
}

/** User and system time, fields 14 and 15 of proc(5), in ticks of 10 ms. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** VmRSS of proc(5), which is in KiB. */
function memoryOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1_024);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
