import type { mongo } from 'mongoose';
import type { AskedKey } from '../domain/breach/incident-keys.ts';
import type { Phase } from '../domain/breach/phase.ts';
import type { ClockRow } from '../domain/breach/views.ts';
import { patternOf } from '../domain/pattern.ts';
import type { PlannedObligation } from '../domain/plan/types.ts';
import { DAY_MS, type Instant, plusMs } from '../domain/time.ts';
import { answerOf, collectionOf, requireText } from './driver.ts';
import { idsWith } from './incident-index.ts';
import {
  type BreachDoc,
  type BreachSummary,
  type ClockDoc,
  type DeskPart,
  inPhase,
  openBreachDoc,
  openClockDoc,
} from './projections.ts';
import { breachesOfRule } from './rule-numbers.ts';
import type { Store } from './store.ts';

/**
 * What the desk reads. Every query is answered from an index, and no title is opened that is not shown. By the bare
 * driver: one desk asks some thirty things at once.
 */

export const DESK_GROUPS = ['overdue', 'soon', 'later', 'met'] as const;
export type DeskGroup = (typeof DESK_GROUPS)[number];
/** A group, all that runs, or the incidents that wait to be taken or triaged. */
export type DeskRange = DeskGroup | 'running' | 'waiting';

/**
 * Which clocks of a group are asked for. Texts are compared as they are, but for `recipient`: a part of it, in any
 * case.
 */
export type DeskFilter = {
  /** Exercises, or what is real; both where it is left out. */
  exercise?: boolean;
  regimes?: readonly string[];
  stage?: PlannedObligation['stage'];
  recipient?: string;
  breachId?: string;
};

/** Where a page ends, and the next begins. */
export type DeskCursor = { at: string; id: string };
export type DeskPage = { rows: ClockRow[]; next: DeskCursor | null };

/** How many there are, at most {@link MOST_COUNTED} + 1, which stands for "more". */
export type DeskCounts = Record<DeskGroup | 'suspected' | 'waiting', number>;

/** Up to here groups are counted. */
export const MOST_COUNTED = 1_000;
const MET_SHOWN_MS = 7 * DAY_MS;

/**
 * One page of a group: what runs by time left, what is met by its end, newest first.
 * @param options `fromEnd`: in the other order, the last first
 */
export async function readDeskGroup(
  store: Store,
  options: {
    group: DeskRange;
    now: Instant;
    filter: DeskFilter;
    limit: number;
    after?: DeskCursor;
    fromEnd?: boolean;
  },
): Promise<DeskPage> {
  const { group, now, filter, limit, after, fromEnd = false } = options;
  const way = (group === 'met') === fromEnd ? 1 : -1;
  const query = clocksOf(store)
    .find({ ...within(group, now), ...matching(filter), ...(after === undefined ? {} : beyond(after, 'deskAt', way)) })
    .sort({ deskAt: way, _id: way })
    .limit(limit + 1);
  const docs = await answerOf(query.toArray());
  const last = docs.length > limit ? docs[limit - 1] : undefined;
  return {
    rows: docs.slice(0, limit).map((doc) => openClockDoc(store, doc)),
    next: last === undefined ? null : { at: last.deskAt, id: last._id },
  };
}

/** How many clocks wait to be taken, triaged or looked into; at most {@link MOST_COUNTED} + 1. */
export async function countWaiting(store: Store, now: Instant, filter: DeskFilter): Promise<number> {
  const query = { ...within('waiting', now), ...matching(filter) };
  return answerOf(clocksOf(store).countDocuments(query, { limit: MOST_COUNTED + 1 }));
}

/** How many clocks each group has, how many suspicions there are and how much waits; exercises, or real ones. */
export async function countDesk(store: Store, now: Instant, exercise: boolean): Promise<DeskCounts> {
  const limit = MOST_COUNTED + 1;
  const count = (group: DeskGroup) => clocksOf(store).countDocuments({ ...within(group, now), exercise }, { limit });
  const counts = [
    ...DESK_GROUPS.map(count),
    breachesOf(store).countDocuments({ status: 'suspected', exercise }, { limit }),
    clocksOf(store).countDocuments({ ...within('waiting', now), exercise }, { limit }),
  ];
  const [overdue = 0, soon = 0, later = 0, met = 0, suspected = 0, waiting = 0] = await answerOf(Promise.all(counts));
  return { overdue, soon, later, met, suspected, waiting };
}

/**
 * What the desk's sentences say of real breaches: the oldest limit that passed, the next one, and over how many
 * breaches.
 */
export async function readDeskHeadline(
  store: Store,
  now: Instant,
): Promise<{ oldest: Instant | null; next: Instant | null; incidents: number; metLate: number }> {
  // Before anything is asked: what is under way when the next cannot be asked any more would fail with nobody to hear.
  const [clocks, breaches] = [clocksOf(store), breachesOf(store)];
  const first = async (deskAt: { $lte: Instant } | { $gt: Instant }) => {
    const filter = { desk: 'running' as const, exercise: false, deskAt };
    const doc = await clocks.findOne(filter, { projection: { _id: 0, deskAt: 1 }, sort: { deskAt: 1 } });
    return doc?.deskAt ?? null;
  };
  const limit = MOST_COUNTED + 1;
  const asked = Promise.all([
    first({ $lte: now }),
    first({ $gt: now }),
    breaches.countDocuments({ exercise: false, nextDue: { $gt: '' } }, { limit }),
    clocks.countDocuments({ ...within('met', now), exercise: false, status: 'filed-late' }, { limit }),
  ]);
  const [oldest, next, incidents, metLate] = await answerOf(asked);
  return { oldest, next, incidents, metLate };
}

/** Breaches with a running clock of one of these duties, the next limit first. */
export async function readBreachesWithClock(
  store: Store,
  obligations: readonly string[],
  limit: number,
): Promise<string[]> {
  requireText(...obligations);
  const query = { desk: 'running' as const, exercise: { $in: [false, true] }, obligation: { $in: [...obligations] } };
  const found = clocksOf(store)
    .find(query, { projection: { _id: 0, breachId: 1 } })
    .sort({ deskAt: 1 })
    .limit(limit);
  return [...new Set((await answerOf(found.toArray())).map(({ breachId }) => breachId))];
}

/** How often each of these breaches has changed, and when last, by its reference. */
export async function readRevisions(
  store: Store,
  breachIds: readonly string[],
): Promise<Map<string, { seq: number; at: Instant }>> {
  requireText(...breachIds);
  const found = breachesOf(store).find({ _id: { $in: [...breachIds] } }, { projection: { seq: 1, updatedAt: 1 } });
  const docs = await answerOf(found.toArray());
  return new Map(docs.map(({ _id, seq, updatedAt }) => [_id, { seq, at: updatedAt }]));
}

/** Whether there has ever been an exercise, or a real breach; with `since`, whether one was reported from then on. */
export async function hasBreach(store: Store, exercise: boolean, since: Instant | null = null): Promise<boolean> {
  const asked = { exercise, ...(since !== null && { openedAt: { $gte: since } }) };
  return (await answerOf(breachesOf(store).findOne(asked, { projection: { _id: 1 } }))) !== null;
}

/** A breach as the list of incidents shows it. */
export type IncidentRow = BreachSummary & Pick<BreachDoc, 'severity' | 'nextDue'>;

/** Breaches, newest report first; `idPart` is a part of the id, in any case. */
export async function readIncidents(
  store: Store,
  options: {
    limit: number;
    phase?: Phase;
    /** Only those that are not closed. */
    open?: true;
    /** Only those of which no clock runs. */
    idle?: true;
    /** Exercises, or what is real; both where it is left out. */
    exercise?: boolean;
    idPart?: string;
    /** All of them are to be had. */
    keys?: readonly AskedKey[];
    /** That this rule of detection opened, or had something join. */
    rule?: string;
    /** Reported from this instant on, and before that one. */
    from?: Instant;
    before?: Instant;
    after?: DeskCursor;
  },
): Promise<{ rows: IncidentRow[]; next: DeskCursor | null }> {
  const { limit, phase, open, idle, exercise, idPart, keys = [], rule, from, before, after } = options;
  requireText(phase, idPart, from, before, ...keys.flat());
  const conditions = {
    ...(phase === undefined ? {} : inPhase(phase)),
    ...(open === undefined ? {} : { status: { $ne: 'closed' as const } }),
    ...(idle === undefined ? {} : { nextDue: null }),
    ...(exercise === undefined ? {} : { exercise }),
    ...(idPart === undefined ? {} : { _id: containing(idPart) }),
    ...(from === undefined && before === undefined
      ? {}
      : { openedAt: { ...(from !== undefined && { $gte: from }), ...(before !== undefined && { $lt: before }) } }),
    ...(after === undefined ? {} : beyond(after, 'openedAt', -1)),
  };
  const wanted = rule === undefined ? conditions : { $and: [conditions, await ofRule(store, rule)] };
  const filter = keys.length === 0 ? wanted : { _id: { $in: await idsWith(store, keys, wanted, limit + 1) } };
  const query = breachesOf(store)
    .find(filter, { projection: { state: 0 } })
    .sort({ openedAt: -1, _id: -1 })
    .limit(limit + 1);
  const docs = await answerOf(query.toArray());
  const last = docs.length > limit ? docs[limit - 1] : undefined;
  return {
    rows: docs.slice(0, limit).map((doc) => {
      const { severity, nextDue } = doc;
      return { ...openBreachDoc(store, doc), severity, nextDue };
    }),
    next: last === undefined ? null : { at: last.openedAt, id: last._id },
  };
}

async function ofRule(store: Store, rule: string): Promise<mongo.Filter<BreachDoc>> {
  return { _id: { $in: await breachesOfRule(store, rule) } };
}

function clocksOf(store: Store): mongo.Collection<ClockDoc> {
  return collectionOf<ClockDoc>(store, 'clocks');
}

function breachesOf(store: Store): mongo.Collection<BreachDoc> {
  return collectionOf<BreachDoc>(store, 'breaches');
}

function within(group: DeskRange, now: Instant): { desk: DeskPart; deskAt: object } {
  const soon = plusMs(now, DAY_MS);
  const ranges = {
    overdue: { $lte: now },
    soon: { $gt: now, $lte: soon },
    later: { $gt: soon },
    met: { $gte: plusMs(now, -MET_SHOWN_MS) },
    running: { $gt: '' },
    waiting: { $gt: '' },
  };
  return { desk: group === 'met' || group === 'waiting' ? group : 'running', deskAt: ranges[group] };
}

function matching({ exercise, regimes, stage, recipient, breachId }: DeskFilter): mongo.Filter<ClockDoc> {
  requireText(stage ?? undefined, recipient, breachId, ...(regimes ?? []));
  return {
    // Both values named, and not left out: so each has its stretch of the index, already in order.
    exercise: exercise ?? { $in: [false, true] },
    ...(regimes === undefined ? {} : { regime: { $in: [...regimes] } }),
    ...(stage === undefined ? {} : { stage }),
    ...(recipient === undefined ? {} : { recipient: containing(recipient) }),
    ...(breachId === undefined ? {} : { breachId }),
  };
}

/** What lies past a place in a list that is sorted by `field` and then by id. */
function beyond({ at, id }: DeskCursor, field: 'deskAt' | 'openedAt', way: 1 | -1): object {
  requireText(at, id);
  const [from, past] = way === 1 ? ['$gte', '$gt'] : ['$lte', '$lt'];
  // The first condition lets the index begin at the place; the second leaves out what was shown among equals.
  return {
    $and: [{ [field]: { [from]: at } }, { $or: [{ [field]: { [past]: at } }, { _id: { [past]: id } }] }],
  };
}

function containing(text: string): { $regex: string; $options: 'i' } {
  return { $regex: patternOf(text), $options: 'i' };
}
