import type { AppliedPolicy, DecidedRow } from '../domain/audit/answers.ts';
import { decisionOf } from '../domain/audit/decisions.ts';
import type { BreachEvent, BreachEventType } from '../domain/breach/events.ts';
import type { Instant } from '../domain/time.ts';
import { openOr } from './crypto/seal.ts';
import { answerOf, requireText } from './driver.ts';
import { type EventDoc, eventsOf, OF_DECISIONS, OF_PLANS } from './events.ts';
import { openEvent } from './sealing.ts';
import type { Store } from './store.ts';

/** Decisions over all breaches, newest first, and under which version of the policy each was made. */

export type DecisionFilter = {
  types: readonly BreachEventType[];
  who?: string | undefined;
  breachId?: string | undefined;
  from?: Instant | undefined;
  before?: Instant | undefined;
  exercises: 'without' | 'with' | 'only';
  /** Of the policy by which the duties stood as it was decided. */
  policyVersion?: string | undefined;
};

export type DecisionRow = Omit<DecidedRow, 'text'>;
export type DecisionCursor = { at: Instant; breachId: string; seq: number };

/** How references of exercises begin. */
const EXERCISE = 'EX';
const EXERCISES = new RegExp(`^${EXERCISE}-`);
/** Read at once where a version is looked for, which no index knows. */
const LOOKED_THROUGH = 200;

/** One page. `next` goes on after it; null at the end. */
export async function pageDecisions(
  store: Store,
  filter: DecisionFilter,
  { after, limit }: { after?: DecisionCursor | undefined; limit: number },
): Promise<{ rows: DecisionRow[]; next: DecisionCursor | null }> {
  const rows: DecisionRow[] = [];
  const step = filter.policyVersion === undefined ? limit + 1 : LOOKED_THROUGH;
  let at = after;
  while (rows.length <= limit) {
    const docs = await readDecisions(store, filter, at, step);
    const versions = await versionsAt(store, docs);
    for (const doc of docs) {
      const policyVersion = versions(doc);
      if (filter.policyVersion !== undefined && policyVersion !== filter.policyVersion) continue;
      rows.push(rowOf(store, doc, policyVersion));
    }
    at = docs.at(-1);
    if (docs.length < step || at === undefined) break;
  }
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next = last === undefined ? null : { at: last.at, breachId: last.breachId, seq: last.seq };
  return { rows: rows.slice(0, limit), next };
}

async function readDecisions(
  store: Store,
  { types, who, breachId, from, before, exercises }: DecisionFilter,
  after: DecisionCursor | undefined,
  limit: number,
): Promise<EventDoc[]> {
  requireText(who, breachId, from, before, after?.at, after?.breachId);
  const period = { ...(from !== undefined && { $gte: from }), ...(before !== undefined && { $lt: before }) };
  const ofSeries = { breachId: exercises === 'only' ? EXERCISES : { $not: EXERCISES } };
  const filter = {
    type: { $in: [...types] },
    ...(who !== undefined && { by: who }),
    $and: [
      ...(breachId === undefined ? [] : [{ breachId }]),
      ...(Object.keys(period).length === 0 ? [] : [{ at: period }]),
      ...(exercises === 'with' ? [] : [ofSeries]),
      ...(after === undefined ? [] : beyond(after)),
      {},
    ],
  };
  const found = eventsOf(store).find(filter).sort({ at: -1, breachId: -1, seq: -1 }).limit(limit);
  return answerOf((breachId === undefined && who === undefined ? found.hint(OF_DECISIONS) : found).toArray());
}

function beyond({ at, breachId, seq }: DecisionCursor) {
  return [
    { at: { $lte: at } },
    { $or: [{ at: { $lt: at } }, { at, breachId: { $lt: breachId } }, { at, breachId, seq: { $lt: seq } }] },
  ];
}

/** By which version of the policy the duties of its breach stood when each of these happened: from an index alone. */
async function versionsAt(store: Store, docs: readonly EventDoc[]): Promise<(doc: EventDoc) => string | null> {
  const ids = [...new Set(docs.map(({ breachId }) => breachId))];
  if (ids.length === 0) return () => null;
  type Planned = { breachId: string; seq: number; data?: { plan?: { policyVersion?: string } } };
  const planned = await answerOf(
    eventsOf(store)
      .find({ type: 'planned', breachId: { $in: ids } })
      .project<Planned>({ _id: 0, breachId: 1, seq: 1, 'data.plan.policyVersion': 1 })
      .hint(OF_PLANS)
      .toArray(),
  );
  const byBreach = Map.groupBy(planned, ({ breachId }) => breachId);
  return ({ breachId, seq }) =>
    byBreach.get(breachId)?.findLast((plan) => plan.seq < seq)?.data?.plan?.policyVersion ?? null;
}

function rowOf(store: Store, { _id, mac: _, ...sealed }: EventDoc, policyVersion: string | null): DecisionRow {
  const { breachId, seq } = sealed;
  type Opened = { event: BreachEvent | null; shown: BreachEvent };
  const { event, shown } = openOr<Opened>(
    sealed.personal,
    () => bothOf(openEvent(store.keyring, sealed)),
    (reasons) => ({ event: null, shown: { ...sealed, personal: { reasons } } as unknown as BreachEvent }),
  );
  return { ...decisionOf({ ...shown, breachId, seq }), exercise: isExercise(breachId), policyVersion, event };
}

function bothOf(event: BreachEvent) {
  return { event, shown: event };
}

function isExercise(breachId: string): boolean {
  return breachId.startsWith(`${EXERCISE}-`);
}

/** Every version of the policy that the record names, the one used last first: from an index alone. */
export async function listAppliedPolicies(store: Store): Promise<AppliedPolicy[]> {
  const version = '$data.plan.policyVersion';
  const found = eventsOf(store).aggregate<Omit<AppliedPolicy, 'policyVersion'> & { _id: string | null }>(
    [
      { $match: { type: 'planned' } },
      { $group: { _id: { version, of: '$breachId' }, first: { $min: '$at' }, last: { $max: '$at' } } },
      {
        $group: { _id: '$_id.version', first: { $min: '$first' }, last: { $max: '$last' }, breaches: { $sum: 1 } },
      },
      { $sort: { last: -1, _id: 1 } },
    ],
    { hint: OF_PLANS },
  );
  const versions = await answerOf(found.toArray());
  return versions.flatMap(({ _id, ...used }) => (_id === null ? [] : [{ policyVersion: _id, ...used }]));
}
