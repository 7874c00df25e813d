import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import fastify from 'fastify';
import type { System } from '../domain/dataflow.ts';
import { SECOND_MS, toInstant } from '../domain/time.ts';
import { startJudgeThread } from '../intake/judge-thread.ts';
import { alertsOf } from '../store/alert-record.ts';
import { countWaiting } from '../store/alerts.ts';
import { saveDataFlow } from '../store/dataflow.ts';
import { closeStore, type Store } from '../store/store.ts';
import { issueToken } from '../store/tokens.ts';
import { startMongo } from '../test/support/mongo.ts';
import { until } from '../test/support/until.ts';
import { type Address, finding, send } from './alert-sending.ts';
import { many, timed } from './at-once.ts';
import { RULES, SOURCE } from './judge.ts';
import type { JudgingData } from './judging.ts';
import { percentile } from './percentile.ts';
import { serve } from './server.ts';
import { benchStorm } from './storm.ts';

/** Alerts a second: until each is kept and answered, and until each is judged; beside a bare server and database. */

const ROUNDS = 3;
const ALERTS = 2_000;
const SENDERS = 32;
const SYSTEMS = 100_000;
const REPEATS = 50_000;
/** Of the alerts a second that a bare Fastify inserts into MongoDB, one by one, as the same bytes. */
const LEAST_RATIO = 0.5;
const LEAST_JUDGED = 500;
const MOST_P99_MS = 100;
const DATABASE = 'ingest';

const TEXT = { type: 'string' } as const;
type Size = { systems: number; alerts: number; repeats: number };

/** Prints the rates, measured in turns in one run; false where one is beyond its limit. */
export async function benchIngest(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { systems: TEXT, alerts: TEXT, repeats: TEXT } });
  const size: Size = {
    systems: Number(values.systems ?? SYSTEMS),
    alerts: Number(values.alerts ?? ALERTS),
    repeats: Number(values.repeats ?? REPEATS),
  };
  const mongo = await startMongo();
  const store = await mongo.open(DATABASE);
  const opening = { uri: mongo.uri(DATABASE), keyring: store.keyring };
  const judgeBeside = () => judgingThread(opening);
  try {
    await registerSystems(store, size);
    const { rate, ok } = await kept(store, size);
    const all = [ok, await judged(store, size, judgeBeside())];
    all.push(await atHalfLoad(store, rate, size, judgeBeside()), await benchStorm(store, opening, size.repeats));
    return all.every(Boolean);
  } finally {
    await closeStore(store);
    await mongo.stop();
  }
}

async function kept(store: Store, { alerts }: Size): Promise<{ rate: number; ok: boolean }> {
  const api = await serveSource(store);
  const bare = await serveBare(store);
  const ms = { kept: 0, bare: 0 };
  // The first round is a warm-up: compiled code, open connections.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bodies = Array.from({ length: alerts }, (_, n) => finding(`kept-${round}-${n}`, n));
    const took = {
      kept: await timed(() => many(SENDERS, bodies.length, (n) => send(api, bodies[n] ?? ''))),
      bare: await timed(() => many(SENDERS, bodies.length, (n) => send(bare, bodies[n] ?? ''))),
    };
    if (round > 0) for (const key of ['kept', 'bare'] as const) ms[key] += took[key];
  }
  await Promise.all([api.stop(), bare.stop()]);
  const rate = (of: number) => Math.round((ROUNDS * alerts * SECOND_MS) / of);
  const ratio = ms.bare / ms.kept;
  console.log(`${ROUNDS * alerts} alerts over HTTP, ${SENDERS} senders at once, ${finding('x', 0).length} bytes each`);
  console.log(`  kept and answered: ${rate(ms.kept)} a second; a bare server and insert: ${rate(ms.bare)}`);
  console.log(`  ratio: ${ratio.toFixed(2)} (at least ${LEAST_RATIO})`);
  return { rate: rate(ms.kept), ok: ratio >= LEAST_RATIO };
}

/** In a thread, as the API does, from when it has read the register and judged its first alerts. */
async function judged(store: Store, { systems }: Size, judge: Judging): Promise<boolean> {
  const all = await countWaiting(store, SOURCE, Number.MAX_SAFE_INTEGER);
  let waiting = all;
  judge.kick();
  await until(async () => {
    waiting = await countWaiting(store, SOURCE, all);
    return waiting < all;
  }, 'the first alerts to be judged');
  const took = await timed(() => untilJudged(store));
  await judge.stop();
  const rate = Math.round((waiting * SECOND_MS) / took);
  console.log(`${waiting} alerts that wait, ${systems} systems, ${RULES} rules, one in ten opens or joins a breach`);
  console.log(`  judged: ${rate} a second (at least ${LEAST_JUDGED})`);
  return rate >= LEAST_JUDGED;
}

/**
 * One after the other at fixed times from another thread, as fast as half of what was kept a second, while they are
 * judged beside.
 */
async function atHalfLoad(store: Store, rate: number, { alerts }: Size, judge: Judging): Promise<boolean> {
  const api = await serveSource(store, () => judge.kick());
  const every = (2 * SECOND_MS) / rate;
  const { url, token } = api;
  const from = performance.now();
  const sender = new Worker(new URL('./alert-sender.ts', import.meta.url), {
    workerData: { url, token, alerts, every },
  });
  const [all] = (await once(sender, 'message')) as [number[]];
  // The first are a warm-up: compiled code, open connections, the index of the register.
  const waits = all.slice(alerts / 10);
  const seconds = (performance.now() - from) / SECOND_MS;
  await untilJudged(store);
  await Promise.all([api.stop(), judge.stop()]);
  const p99 = percentile(waits, 0.99);
  console.log(`${alerts} alerts in ${seconds.toFixed(1)} s, judged beside in a thread`);
  console.log(
    `  answered: p50 ${percentile(waits, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (at most ${MOST_P99_MS})`,
  );
  return p99 <= MOST_P99_MS;
}

type Judging = ReturnType<typeof startJudgeThread>;
function judgingThread(data: JudgingData): Judging {
  const log = { error: console.error };
  return startJudgeThread(new URL('./judging.ts', import.meta.url), data, { relay: { kick: () => undefined }, log });
}

async function untilJudged(store: Store): Promise<void> {
  await until(async () => (await countWaiting(store, SOURCE, 1)) === 0, 'all alerts to be judged');
  const left = await alertsOf(store).countDocuments({ status: { $ne: 'judged' } });
  if (left > 0) throw new Error(`${left} alerts were not judged.`);
}

type Served = Address & { stop: () => Promise<void> };

async function serveSource(store: Store, kick: () => void = () => undefined): Promise<Served> {
  const { url, stop } = await serve(store, kick);
  const token = await issueToken(store, { name: 'guardduty', role: 'alert-source', at: toInstant(Date.now()) });
  return { url: `${url}/alerts/${SOURCE}`, token, stop };
}

/** What a server without anything of ours does: takes the bytes, and inserts them with the same guarantee. */
async function serveBare(store: Store): Promise<Served> {
  const rows = store.connection.collection<{ body: Buffer }>('bare');
  const server = fastify();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => body);
  server.post('/', async ({ body }, reply) => {
    const { insertedId } = await rows.insertOne({ body: body as Buffer });
    return reply.status(202).send({ reference: String(insertedId) });
  });
  return { url: await server.listen({ host: '127.0.0.1', port: 0 }), token: '', stop: () => server.close() };
}

async function registerSystems(store: Store, size: Size): Promise<void> {
  const systems = Array.from(
    { length: size.systems },
    (_, n): System => ({
      ...{ id: `s-${n}`, name: `System ${n}`, plane: 'control', dataClasses: ['simple'], dataCategories: ['names'] },
      ...{ countries: ['DE'], suppliers: [], customers: [], peopleConcerned: null },
      aliases: [`arn:aws:s3:::bucket-${n}`, `host-${n}.example.com`],
    }),
  );
  await saveDataFlow(store, { systems, counterparties: [] }, { at: toInstant(Date.now()), by: 'bench' });
}
