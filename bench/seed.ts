import { CHAIN_START, linkEvent } from '../domain/audit/chain.ts';
import type { BreachEvent } from '../domain/breach/events.ts';
import { foldEvents } from '../domain/breach/evolve.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';
import { macOf } from '../store/crypto/mac.ts';
import { guardedOf } from '../store/events.ts';
import { chainOf, noteHeads } from '../store/heads.ts';
import { readModelsOf } from '../store/projections.ts';
import { sealEvent } from '../store/sealing.ts';
import type { Store } from '../store/store.ts';
import { clock72h, obligationOf, planOf, reportedEvent } from '../test/support/plans.ts';

/**
 * How many breaches there are, and of them open ones with how many running clocks each; the rest is filed and closed.
 * `streams`: with their event streams, linked and sealed, beside the read models. `told`: how many a communication of
 * notices has told.
 */
export type Mix = { name: string; breaches: number; open: number; running: number; streams?: true; told?: number };

const OBLIGATIONS = 10;
const RECIPIENTS = ['Berlin DPA (BlnBDI)', 'BSI', 'BaFin', 'ICO', 'data subject'];
const REGIMES = ['GDPR', 'NIS2', 'DORA', 'UK GDPR'];
const STAGES = ['initial', 'intermediate', 'final'] as const;
/** As long as people write. */
const SUMMARY =
  'A session of the support tool was taken over by a link in a mail. '.repeat(3) +
  'Files of tickets were opened. '.repeat(6);
const BATCH = 500;

/** Writes the read models that this mix of breaches would have left behind, sealed as they are in life. */
export async function seedBreaches(store: Store, mix: Mix, now: Instant): Promise<void> {
  const into = (name: string) => store.connection.collection<{ _id: string }>(name);
  for (let from = 0; from < mix.breaches; from += BATCH) {
    const states = Array.from({ length: Math.min(BATCH, mix.breaches - from) }, (_, i) => breach(from + i, mix, now));
    const models = states.map(({ state, at }) => readModelsOf(store.keyring, state, at));
    await into('breaches').insertMany(models.map((model) => model.breach));
    await into('clocks').insertMany(models.flatMap((model) => model.clocks));
    await into('register').insertMany(models.map((model) => model.register));
    if (!mix.streams) continue;
    const streams = states.map((one) => streamOf(store, one));
    await into('events').insertMany(streams.flat());
    const ends = streams.flatMap((stream) => stream.at(-1) ?? []);
    await noteHeads(
      store,
      ends.map((end) => ({ of: chainOf.breach(end.breachId), ...end })),
    );
  }
  // Else the database writes its files while what is measured already asks.
  await store.connection.db?.admin().command({ fsync: 1 });
}

function streamOf({ keyring }: Store, { state: { breachId }, events }: ReturnType<typeof breach>) {
  let prev = CHAIN_START;
  return events.map((event, i) => {
    const linked = linkEvent(sealEvent(keyring, breachId, i + 1, event), prev);
    prev = linked.hash;
    return { _id: `${breachId}/${i + 1}`, ...linked, mac: macOf(keyring, 'event', guardedOf(linked)) };
  });
}

/** Limits of open breaches lie from two days ago to eight days ahead; closed ones ended up to two years ago. */
function breach(
  i: number,
  { open, running, told }: Mix,
  now: Instant,
): { state: BreachState; events: BreachEvent[]; at: Instant } {
  const isOpen = i < open;
  const due = (n: number) => plusMs(now, (((i * 37 + n * 101) % 14_400) - 2_880) * MINUTE_MS);
  const at = isOpen ? plusMs(now, -80 * HOUR_MS) : plusMs(now, -(i % 17_520) * HOUR_MS);
  const obligations = Array.from({ length: OBLIGATIONS }, (_, n) => {
    const start = plusMs(isOpen ? due(n) : at, -72 * HOUR_MS);
    const recipient = RECIPIENTS[n % RECIPIENTS.length] ?? '';
    const law = { regime: REGIMES[n % REGIMES.length] ?? '', stage: STAGES[n % STAGES.length] ?? 'initial', recipient };
    return obligationOf(`gdpr-art33-${n}-authority`, start, { ...law, clock: clock72h(start) });
  });
  const reported = reportedEvent(`TOC-2026-${10_000 + i}`, at);
  reported.personal.narrative.title = `Support tool session stolen, ticket files of tenant ${i} copied`;
  reported.personal.narrative.summary = SUMMARY;
  const head = { at, by: 'dpo', key: `k-${i}` };
  const filed = (obligation: string): BreachEvent => ({
    ...{ ...head, type: 'filed', data: { obligation, filedAt: at, late: false } },
    personal: { receipt: `R-${i}`, reasons: '' },
  });
  const closed: BreachEvent = {
    ...head,
    type: 'closed',
    data: { outcome: 'resolved' },
    personal: { reasons: 'Done.' },
  };
  const standing = (total: number): BreachEvent => ({
    ...{ ...head, type: 'communication-progressed' },
    data: {
      ...{ communication: 'notices', version: '', settled: false },
      ...{ counts: { total, sent: total }, head: { page: 1, hash: '' }, nextAt: null },
    },
  });
  const events: BreachEvent[] = [
    reported,
    { ...head, type: 'awareness-recorded', data: { awareAt: at }, personal: { reasons: '' } },
    { ...head, type: 'planned', data: { plan: planOf(at, { obligations }), changes: [] } },
    ...(told === undefined ? [] : [standing(told)]),
    ...obligations.slice(isOpen ? running : 0).map(({ id }) => filed(id)),
    ...(isOpen ? [] : [closed]),
  ];
  const state = foldEvents(events);
  if (state === null) throw new Error('A breach of events is never nothing.');
  return { state, events, at };
}
