import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Client, createClient } from '../../cli/client.ts';
import type { Accepted } from '../../cli/output/accepted.ts';
import type { BreachView, EventsView } from '../../cli/output/view.ts';
import { dataConverter } from '../../config/codec.ts';
import { MINUTE_MS, SECOND_MS, toInstant, toMs } from '../../domain/time.ts';
import { anyFree } from '../../local/ports.ts';
import { serverPath } from '../../local/servers.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { issueToken } from '../../store/tokens.ts';
import { ROOT, startWorkerOf, stopWorker } from '../support/checkout.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { until } from '../support/until.ts';

const AHEAD_MS = 10 * MINUTE_MS;
/** Loaded before the API: its machine's clock is ten minutes ahead. */
const WRONG_CLOCK = `
  const Right = Date;
  globalThis.Date = class Date extends Right {
    constructor(...given) { super(...(given.length === 0 ? [Right.now() + ${AHEAD_MS}] : given)); }
    static now() { return Right.now() + ${AHEAD_MS}; }
  };`;

let mongo: TestMongo;
let temporal: TestWorkflowEnvironment;
let worker: ChildProcess;
let api: ChildProcess;
let client: Client;

beforeAll(async () => {
  const keys = JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  const keyring = parseKeyring(keys);
  const executable = { type: 'existing-path', path: serverPath('temporal') } as const;
  [mongo, temporal] = await Promise.all([
    startMongo(),
    TestWorkflowEnvironment.createLocal({
      server: { executable, extraArgs: ['--output', 'none'] },
      client: { dataConverter: dataConverter(keyring, 'default') },
    }),
  ]);
  const store = await mongo.open('clock', keyring);
  const token = await issueToken(store, { name: 'dpo', role: 'dpo', at: toInstant(Date.now()) });
  const port = await anyFree();
  const env = {
    ...{ ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'silent', SMTP_URL: 'smtp://127.0.0.1:1' },
    ...{ TOCSIN_KEYRING: keys, MONGODB_URI: mongo.uri('clock'), TEMPORAL_ADDRESS: temporal.address },
    ...{ TOCSIN_PORT: String(port), SECOND_FACTOR: 'optional' },
  };
  worker = await startWorkerOf(ROOT, env);
  const preload = `data:text/javascript,${encodeURIComponent(WRONG_CLOCK)}`;
  api = spawn(process.execPath, ['--import', preload, 'api/main.ts'], {
    ...{ cwd: ROOT, env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(api, 'message'),
    once(api, 'exit').then(([code]) => Promise.reject(new Error(`The API ended with ${code} while it started.`))),
  ]);
  client = createClient({ url: `http://127.0.0.1:${port}`, token });
});
afterAll(async () => {
  await Promise.all([worker, api].filter((child) => child !== undefined).map(stopWorker));
  await temporal?.teardown();
  await mongo?.stop();
});

/** By a clock that is right. */
const now = (ms = 0) => toInstant(Date.now() + ms);

describe('an API whose clock is ten minutes ahead', () => {
  it('is ready, and says whose clock differs instead of blaming the worker', async () => {
    const ready = await client.get<{ status: string; down: string[]; skew: { of: string; ms: number } }>(
      '/health/ready',
    );
    expect(ready).toMatchObject({ status: 'ok', down: [], skew: { of: 'mongodb' } });
    expect(Math.round(ready.skew.ms / MINUTE_MS)).toBe(-10);
  });

  it('takes no awareness that lies in the future by MongoDB’s clock, and records all in order by it', async () => {
    const refusal = { code: 'awareness-in-the-future' };
    const early = { title: 'Laptop left on a train', awareAt: now(8 * MINUTE_MS) };
    await expect(client.send('POST', '/incidents', early)).rejects.toMatchObject(refusal);
    const { breachId } = await client.send<Accepted>('POST', '/incidents', { title: 'Laptop left on a train' });
    const path = `/breaches/${breachId}`;
    await until(async () => (await client.get<BreachView>(path).catch(() => null)) !== null, 'the breach');
    const aware = (awareAt: string) =>
      client.send('POST', `${path}/awareness`, { awareAt, reasons: 'Seen by the guard.' });
    await expect(aware(now(8 * MINUTE_MS))).rejects.toMatchObject(refusal);
    await aware(now(-MINUTE_MS));
    const { events } = await client.get<EventsView>(`${path}/events`);
    const times = events.map(({ at }) => toMs(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(Date.now() + 5 * SECOND_MS);
  });
});
