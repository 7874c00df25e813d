import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { reconcile } from '../activities/compare-running.ts';
import { Facts } from '../domain/facts.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, toInstant } from '../domain/time.ts';
import { clockModel } from '../store/projections.ts';
import { reportedEvent } from '../test/support/plans.ts';
import { createEngine } from '../worker/engine.ts';
import { type CpuSeconds, type Engine, startEngine } from './engine.ts';
import { percentile } from './percentile.ts';

/**
 * How late deadline warnings leave, from the instant planned to the mail server's receipt, and what one costs. Breaches
 * are started as the relay starts them, under the policy as it ships; ten clocks run for each, and one rung of one of
 * them falls due within the span that is measured. Everything on the way is real, only the organisation is small.
 */

const MOST_P99_MS = 2_000;
const CLOCKS = 10;
/** `1-hour-left` of GDPR Art. 33(1), for which no other clock of these breaches has a rung at the same instant. */
const RUNG = { hours: 71, name: '1 hour left' };
/** To the DPO and to the deputy. */
const MAILS = 2;
const STARTS_AT_ONCE = 8;
/** So long no mail arrives where none is on its way any more. */
const QUIET_MS = 5_000;

const FACTS = Facts.parse({
  profile: ['controller', 'processor'],
  residents: { DE: 9, 'US-CA': 9, 'US-TX': 9, 'US-FL': 9, 'US-NY': 9 },
});

/**
 * `--breaches 1000 --minutes 10 --burst 300 --start-ms 350`: sizes of both parts, and the time that a start may take.
 */
export async function benchClocks(args: string[]): Promise<boolean> {
  const text = { type: 'string' } as const;
  const options = { breaches: text, minutes: text, burst: text, 'start-ms': text };
  const { values } = parseArgs({ args, options });
  const size = (name: keyof typeof options, standard: number) => Number(values[name] ?? standard);
  const startMs = size('start-ms', 350);
  const engine = await startEngine();
  try {
    const many = { first: 0, count: size('breaches', 1_000), spanMs: size('minutes', 10) * MINUTE_MS, startMs };
    const isSteady = await storm(engine, many);
    const burst = { first: many.count, count: size('burst', 300), spanMs: MINUTE_MS, startMs };
    const isPrompt = await storm(engine, burst);
    await compare(engine, many.count + burst.count);
    return isPrompt && isSteady;
  } finally {
    await engine.stop();
  }
}

type Storm = { first: number; count: number; spanMs: number; startMs: number };

/** Lets one rung of each of `count` breaches fall due within `spanMs`; false where they are later than the limit. */
async function storm(engine: Engine, { first, count, spanMs, startMs }: Storm): Promise<boolean> {
  const { mails } = engine;
  const from = Date.now() + count * startMs + 15 * SECOND_MS;
  const planned = new Map<string, number>();
  for (let i = 0; i < count; i += 1)
    planned.set(`TOC-2026-${10_000 + first + i}`, from + Math.floor((i * spanMs) / count));
  const [beforeStarts, began] = [engine.cpu(), Date.now()];
  await start(engine, planned);
  const open = await settle(engine, first + count, from);
  const started = used(engine.cpu(), beforeStarts);
  console.log(
    `${count} breaches started in ${((Date.now() - began) / SECOND_MS).toFixed(0)} s, ` +
      `${inWords(started, count)} each; ${open} clocks are open`,
  );
  const [resting, rested] = [engine.cpu(), Date.now()];
  await delay(Math.max(0, from - 100 - Date.now()));
  const restMs = Date.now() - rested;
  const before = engine.cpu();
  const rest = used(before, resting);
  const late = await lateness(mails, planned, from + spanMs + 10 * MINUTE_MS);
  const wholeMs = Date.now() - from;
  const cost = used(engine.cpu(), before);
  const [p50, p99, most] = [percentile(late, 0.5), percentile(late, 0.99), Math.max(...late)];
  console.log(
    `${count} rungs within ${Math.round(spanMs / SECOND_MS)} s: ${late.length} mails, ` +
      `the last after ${(wholeMs / SECOND_MS).toFixed(1)} s`,
  );
  console.log(`  late by p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, at most ${most.toFixed(0)} ms`);
  console.log(`  CPU: ${inWords(cost, count)} a warning; at rest ${inWords(rest, restMs / SECOND_MS)} a second`);
  if (late.length === count * MAILS && p99 <= MOST_P99_MS) return true;
  console.error(`Not all out, or later than ${MOST_P99_MS} ms.`);
  return false;
}

/** What the comparison of each minute costs, of the record with all that runs here. */
async function compare(engine: Engine, breaches: number): Promise<void> {
  const { store, client } = engine;
  const own = () => process.cpuUsage().user + process.cpuUsage().system;
  const [from, before, ownBefore] = [performance.now(), engine.cpu(), own()];
  const clock = () => toInstant(Date.now());
  const findings = await reconcile({ store, engine: createEngine(client, Date.now), clock }, null);
  const ms = performance.now() - from;
  const { temporal, mongod } = used(engine.cpu(), before);
  const cpu = (own() - ownBefore) / 1_000_000 + temporal + mongod;
  console.log(`reconcile over ${breaches} breaches: ${ms.toFixed(0)} ms, ${cpu.toFixed(2)} CPU seconds`);
  if (findings.length > 0) throw new Error(`It found ${findings.length} where all runs.`);
}

async function start(engine: Engine, planned: ReadonlyMap<string, number>): Promise<void> {
  const waiting = [...planned];
  const starter = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [breachId, dueMs] = next;
      const reported = reportedEvent(breachId, toInstant(Date.now()));
      reported.data.facts = FACTS;
      const awareAt = toInstant(dueMs - RUNG.hours * HOUR_MS);
      const aware = {
        type: 'record-awareness',
        awareAt,
        reasons: '',
        by: 'dpo',
        role: 'dpo',
        key: `aware/${breachId}`,
      } as const;
      await engine.gateway.startBreach(reported, [aware]);
    }
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, starter));
}

/** Waits until all clocks run and the warnings of the starts have left; gives the number of open clocks. */
async function settle({ store, mails }: Engine, breaches: number, untilMs: number): Promise<number> {
  for (;;) {
    const open = await clockModel(store).countDocuments({ desk: 'running' });
    const sent = mails.length;
    // Every breach warns of its overdue duties when it starts.
    const warned = new Set(mails.map(breachOf)).size;
    await delay(QUIET_MS);
    if (open >= breaches * CLOCKS && warned >= breaches && mails.length === sent) return open;
    if (Date.now() > untilMs) {
      throw new Error(
        `${open} clocks run and ${warned} of ${breaches} breaches have warned; allow more with --start-ms.`,
      );
    }
  }
}

/** Milliseconds from each rung's instant to each of its mails; returns once all are there, or at `untilMs`. */
async function lateness(
  mails: Engine['mails'],
  planned: ReadonlyMap<string, number>,
  untilMs: number,
): Promise<number[]> {
  for (;;) {
    const late = mails.flatMap(({ subject, atMs }) => {
      const dueMs = planned.get(breachOf({ subject }));
      return dueMs === undefined || !subject.includes(RUNG.name) ? [] : [atMs - dueMs];
    });
    if (late.length >= planned.size * MAILS || Date.now() > untilMs) return late;
    await delay(200);
  }
}

function used(after: CpuSeconds, before: CpuSeconds): CpuSeconds {
  const { worker, temporal, mongod } = after;
  return { worker: worker - before.worker, temporal: temporal - before.temporal, mongod: mongod - before.mongod };
}

function inWords({ worker, temporal, mongod }: CpuSeconds, count: number): string {
  const each = (seconds: number) => (seconds / count).toFixed(3);
  const parts = `worker ${each(worker)}, temporal ${each(temporal)}, mongod ${each(mongod)}`;
  return `${each(worker + temporal + mongod)} CPU seconds (${parts})`;
}

function breachOf({ subject }: { subject: string }): string {
  return /TOC-\d+-\d+/.exec(subject)?.[0] ?? '';
}
