import { DUTY_OUTCOMES, type DutyOutcome, type DutyPart } from '../domain/audit/answers.ts';
import type { Audience } from '../domain/breach/register-keys.ts';
import type { ObligationStatus } from '../domain/breach/state.ts';
import type { ClockRow } from '../domain/breach/views.ts';
import type { Instant } from '../domain/time.ts';
import { answerOf, collectionOf, requireText } from './driver.ts';
import { type ClockDoc, OF_DUTIES, openClockDoc } from './projections.ts';
import type { Store } from './store.ts';

/** Who was to be told by a law over all breaches, and whether they were in time. */

export type DutyFilter = {
  audience?: Audience | undefined;
  part?: DutyPart | undefined;
  breachId?: string | undefined;
  regime?: string | undefined;
  /** Due from this instant on, and before that one. */
  from?: Instant | undefined;
  before?: Instant | undefined;
  exercises: 'without' | 'with' | 'only';
};
export type DutyRow = ClockRow & { outcome: DutyOutcome };
export type DutyCursor = { order: string; id: string };

const ALL: readonly Audience[] = ['authority', 'people', 'others'];
/** Statuses in which something was, or is, to be told by a limit. */
const OWED: Partial<Record<ObligationStatus, DutyOutcome>> = {
  filed: 'in-time',
  'filed-late': 'late',
  overdue: 'overdue',
  running: 'open',
  'awaiting-awareness': 'open',
  waived: 'waived',
};

/** One page, the one due last first; those without a limit yet come before. */
export async function pageDuties(
  store: Store,
  filter: DutyFilter,
  { after, limit, now }: { after?: DutyCursor | undefined; limit: number; now: Instant },
): Promise<{ rows: DutyRow[]; next: DutyCursor | null }> {
  requireText(after?.order, after?.id);
  const beyond =
    after === undefined
      ? []
      : [
          { order: { $lte: after.order } },
          { $or: [{ order: { $lt: after.order } }, { order: after.order, _id: { $lt: after.id } }] },
        ];
  const found = clocksOf(store).find({ $and: [...matching(filter, now), ...beyond] });
  const docs = await answerOf(
    found
      .sort({ order: -1, _id: -1 })
      .limit(limit + 1)
      .toArray(),
  );
  const last = docs.length > limit ? docs[limit - 1] : undefined;
  return {
    rows: docs
      .slice(0, limit)
      .map((doc) => ({ ...openClockDoc(store, doc), outcome: outcomeOf(doc, doc.order < now) })),
    next: last === undefined ? null : { order: last.order, id: last._id },
  };
}

/** How many came to what, whatever part of them is shown: from an index alone, but for one breach. */
export async function countDuties(
  store: Store,
  filter: DutyFilter,
  now: Instant,
): Promise<Record<DutyOutcome, number>> {
  const isPast = { $lt: ['$order', now] };
  const groups = clocksOf(store).aggregate<{ _id: Pick<ClockDoc, 'status' | 'desk'> & { isPast: boolean }; n: number }>(
    [
      { $match: { $and: matching({ ...filter, part: undefined }, now) } },
      { $group: { _id: { status: '$status', desk: '$desk', isPast }, n: { $sum: 1 } } },
    ],
    filter.breachId === undefined ? { hint: OF_DUTIES } : {},
  );
  const counts = Object.fromEntries(DUTY_OUTCOMES.map((outcome) => [outcome, 0])) as Record<DutyOutcome, number>;
  for (const { _id, n } of await answerOf(groups.toArray())) counts[outcomeOf(_id, _id.isPast)] += n;
  return counts;
}

/**
 * What a duty came to. What was still open as its breach was closed asks for nothing any more: the desk shows it
 * nowhere. A limit that has passed counts as passed before the engine says so.
 */
function outcomeOf({ status, desk }: Pick<ClockDoc, 'status' | 'desk'>, isPast: boolean): DutyOutcome {
  if (status !== 'running' && status !== 'overdue') return OWED[status] ?? 'open';
  if (desk === 'none') return 'withdrawn';
  return status === 'overdue' || isPast ? 'overdue' : 'open';
}

function matching(asked: DutyFilter, now: Instant): object[] {
  const { audience, part, breachId, regime, from, before, exercises } = asked;
  requireText(audience, part, breachId, regime, from, before, now);
  const exercise = exercises === 'with' ? { $in: [false, true] } : exercises === 'only';
  return [
    { audience: audience ?? { $in: ALL }, exercise },
    ...(from === undefined ? [] : [{ order: { $gte: from } }]),
    ...(before === undefined ? [] : [{ order: { $lt: before } }]),
    ...(breachId === undefined ? [] : [{ breachId }]),
    ...(regime === undefined ? [] : [{ regime }]),
    ofPart(part, now),
  ];
}

/** The same rule as {@link outcomeOf}, as the database asks it. */
function ofPart(part: DutyPart | undefined, now: Instant): object {
  const overdue = {
    desk: { $ne: 'none' },
    $or: [{ status: 'overdue' }, { status: 'running', order: { $lt: now } }],
  };
  switch (part) {
    case undefined:
      return { status: { $in: Object.keys(OWED) } };
    case 'not-in-time':
      return { $or: [{ status: 'filed-late' }, overdue] };
    case 'overdue':
      return overdue;
    case 'open':
      return {
        $or: [{ status: 'running', desk: { $ne: 'none' }, order: { $gte: now } }, { status: 'awaiting-awareness' }],
      };
    case 'withdrawn':
      return { status: { $in: ['running', 'overdue'] }, desk: 'none' };
    default:
      return { status: { $in: Object.keys(OWED).filter((status) => OWED[status as ObligationStatus] === part) } };
  }
}

function clocksOf(store: Store) {
  return collectionOf<ClockDoc>(store, 'clocks');
}
