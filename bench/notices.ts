import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadPolicy } from '../config/policy.ts';
import type { Counterparty, DataFlowRegister } from '../domain/dataflow.ts';
import { Facts } from '../domain/facts.ts';
import { MINUTE_MS, SECOND_MS, toInstant } from '../domain/time.ts';
import { signNoticeLink } from '../store/crypto/links.ts';
import { saveDataFlow } from '../store/dataflow.ts';
import { countByStatus, listNotices } from '../store/notice-lists.ts';
import { reportedEvent } from '../test/support/plans.ts';
import { releaseIn } from '../test/support/release.ts';
import { workflowId } from '../workflows/messages.ts';
import { type Engine, startEngine } from './engine.ts';
import { percentile } from './percentile.ts';
import { bareSmtp, type Sink, startSink } from './smtp.ts';

/**
 * How long it takes until every customer of a breach has their notice: an individual text with a signed link, a row and
 * chained entries in the ledger, one mail each to a local server. The DPO goes on working meanwhile.
 */

/** Customers, and the seconds after which all must be told. */
const SIZES: readonly { customers: number; mostSeconds: number }[] = [
  { customers: 5_000, mostSeconds: 60 },
  { customers: 20_000, mostSeconds: 240 },
];
const MOST_COMMAND_MS = 1_000;
const MOST_EVENTS = 5_000;
/** Up to so many customers all answer within a minute, and wait at most so long (p95). */
const MOST_ANSWERS = 5_000;
const MOST_ANSWER_MS = 300;
/** The worker may hold so much more at the larger size than at the smaller. */
const MOST_GROWTH = 1.3;

/** `--customers 5000,20000`: other sizes, for trying things out. */
export async function benchNotices(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { customers: { type: 'string' } } });
  const asked = values.customers?.split(',').map(Number);
  const sizes = asked === undefined ? SIZES : asked.map((customers) => ({ customers, mostSeconds: customers / 83 }));
  const bare = await bareSmtp(Math.max(...sizes.map(({ customers }) => customers)), 20);
  console.log(`bare SMTPConnection, prepared letters: ${Math.round(bare)}/s`);
  const runs: Run[] = [];
  for (const size of sizes) runs.push(await run(size));
  const memory = runs.map((one) => one.memory);
  const isFlat = Math.max(...memory) <= Math.min(...memory) * MOST_GROWTH;
  if (!isFlat) console.error(`The worker's memory grows with the number of customers: ${memory.join(', ')} MiB.`);
  return isFlat && runs.every((one) => one.isWithin);
}

const POLICY_DIR = fileURLToPath(new URL('../policy', import.meta.url));

type Run = { isWithin: boolean; memory: number };

async function run({ customers, mostSeconds }: (typeof SIZES)[number]): Promise<Run> {
  const sink = await startSink();
  const engine = await startEngine({ smtpUrl: sink.url });
  try {
    const at = toInstant(Date.now());
    await saveDataFlow(engine.store, registerOf(customers), { at, by: 'bench' });
    const breachId = 'TOC-2026-0001';
    const reported = reportedEvent(breachId, at);
    reported.data.facts = Facts.parse({ systems: ['tenant-data'] });
    const aware = { type: 'record-awareness', awareAt: at, reasons: '', by: 'dpo', role: 'dpo', key: 'aware' } as const;
    const from = performance.now();
    await engine.gateway.startBreach(reported, [aware]);
    await releaseIn(engine.store, engine.gateway, loadPolicy(POLICY_DIR).organisation.noticeRules, breachId);
    const asked = command(engine, breachId, () => isDone);
    let isDone = false;
    const { seconds, memory } = await untilTold(engine, sink, breachId, customers, from);
    isDone = true;
    const commands = await asked;
    const p95 = percentile(commands, 0.95);
    const events = await longest(engine, breachId);
    console.log(
      `${customers} customers told in ${seconds.toFixed(1)} s, ${Math.round(customers / seconds)}/s (at most ` +
        `${mostSeconds.toFixed(0)} s)`,
    );
    console.log(
      `  a command of the DPO: p95 ${p95.toFixed(0)} ms of ${commands.length}; longest history ${events} events; ` +
        `worker ${memory} MiB`,
    );
    const isAnswered = customers > MOST_ANSWERS || (await answer(engine, breachId, customers)) <= MOST_ANSWER_MS;
    const isWithin = seconds <= mostSeconds && p95 <= MOST_COMMAND_MS && events <= MOST_EVENTS;
    return { isWithin: isWithin && isAnswered, memory };
  } finally {
    await engine.stop();
    await sink.stop();
  }
}

/** All customers answer by the real page within a minute; the milliseconds that the p95 of them waited. */
async function answer(engine: Engine, breachId: string, customers: number): Promise<number> {
  const url = await engine.startApi();
  const { notices } = await listNotices(engine.store, breachId, {}, { limit: customers });
  const links = await Promise.all(
    notices.map(async ({ id: noticeId, generation, expiresAt }) => {
      return `${url}/n/${await signNoticeLink(engine.store.keyring, { noticeId, generation, expiresAt })}`;
    }),
  );
  const body = new URLSearchParams({ holdsData: 'yes', misuse: 'no', answeredBy: 'Duty manager' }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const from = performance.now();
  const took = await Promise.all(
    links.map(async (link, n) => {
      await delay((n * MINUTE_MS) / links.length);
      const asked = performance.now();
      const response = await fetch(link, { method: 'POST', headers, body });
      await response.text();
      if (response.status !== 200) throw new Error(`Answer ${n} met ${response.status}.`);
      return performance.now() - asked;
    }),
  );
  const seconds = (performance.now() - from) / SECOND_MS;
  const { counts } = await countByStatus(engine.store, breachId);
  const [p50, p95] = [percentile(took, 0.5), percentile(took, 0.95)];
  console.log(
    `${counts.acknowledged ?? 0} of ${customers} answers in ${seconds.toFixed(0)} s by the page: ` +
      `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
  );
  return counts.acknowledged === customers ? p95 : Number.POSITIVE_INFINITY;
}

function registerOf(customers: number): DataFlowRegister {
  const counterparties = Array.from({ length: customers }, (_, n): Counterparty => {
    const id = `customer-${n}`;
    const contacts = [{ name: `Data protection, customer ${n}`, email: `privacy@c${n}.example` }];
    return { id, kind: 'customer', name: `Customer number ${n}`, language: 'en', contacts, clause: '' };
  });
  const system = {
    ...{ id: 'tenant-data', name: 'Customer databases', plane: 'customer-data' as const, peopleConcerned: 90_000 },
    ...{ dataClasses: ['simple' as const], dataCategories: ['names', 'addresses'], countries: ['DE'], suppliers: [] },
    customers: counterparties.map(({ id }) => id),
    aliases: [],
  };
  return { systems: [system], counterparties };
}

/** Seconds until every customer's letter is handed over and the ledger knows, and the most memory the worker held. */
async function untilTold(engine: Engine, sink: Sink, breachId: string, customers: number, from: number) {
  let memory = 0;
  for (;;) {
    await delay(200);
    memory = Math.max(memory, engine.workerMemory());
    const { recipients } = await sink.counts();
    const seconds = (performance.now() - from) / SECOND_MS;
    if (recipients >= customers && (await sent(engine, breachId)) === customers) return { seconds, memory };
    if (seconds > customers / 5 + 60) throw new Error(`Only ${recipients} of ${customers} customers were told.`);
  }
}

/** How many the ledger knows as sent to. */
async function sent({ store }: Engine, breachId: string): Promise<number> {
  return (await countByStatus(store, breachId)).counts.sent ?? 0;
}

/** Milliseconds of the DPO's commands, one after the other until all are told. */
async function command(engine: Engine, breachId: string, isDone: () => boolean): Promise<number[]> {
  const took: number[] = [];
  await delay(2 * SECOND_MS);
  for (let n = 0; !isDone(); n += 1) {
    const from = performance.now();
    const facts = { recordsConcerned: n };
    const amend = {
      type: 'amend-facts',
      facts,
      narrative: {},
      reasons: 'Counted.',
      by: 'dpo',
      role: 'dpo',
      key: `amend/${n}`,
    } as const;
    await engine.gateway.command(breachId, amend);
    took.push(performance.now() - from);
    await delay(500);
  }
  return took;
}

/** Events of the longest history of the breach. */
async function longest({ client }: Engine, breachId: string): Promise<number> {
  const ids = [workflowId.breach(breachId), workflowId.clocks(breachId), workflowId.communication(breachId, 'notices')];
  const lengths = await Promise.all(
    ids.map(async (id) => (await client.workflow.getHandle(id).describe()).historyLength),
  );
  return Math.max(...lengths);
}
