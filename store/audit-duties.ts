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
const OPEN: readonly DutyOutcome[] = ['overdue', 'open'];

/** One page, the one due last first; those without a limit yet come before. */
export async function pageDuties(
  store: Store,
  filter: DutyFilter,
  { after, limit }: { after?: DutyCursor | undefined; limit: number },
): Promise<{ rows: DutyRow[]; next: DutyCursor | null }> {
  requireText(after?.order, after?.id);
  const beyond =
    after === undefined
      ? []
      : [
          { order: { $lte: after.order } },
          { $or: [{ order: { $lt: after.order } }, { order: after.order, _id: { $lt: after.id } }] },
        ];
  const found = clocksOf(store).find({ $and: [...matching(filter), ...beyond] });
  const docs = await answerOf(
    found
      .sort({ order: -1, _id: -1 })
      .limit(limit + 1)
      .toArray(),
  );
  const last = docs.length > limit ? docs[limit - 1] : undefined;
  return {
    rows: docs.slice(0, limit).map((doc) => ({ ...openClockDoc(store, doc), outcome: outcomeOf(doc) })),
    next: last === undefined ? null : { order: last.order, id: last._id },
  };
}

/** How many came to what, whatever part of them is shown: from an index alone, but for one breach. */
export async function countDuties(store: Store, filter: DutyFilter): Promise<Record<DutyOutcome, number>> {
  const groups = clocksOf(store).aggregate<{ _id: Pick<ClockDoc, 'status' | 'desk'>; n: number }>(
    [
      { $match: { $and: matching({ ...filter, part: undefined }) } },
      { $group: { _id: { status: '$status', desk: '$desk' }, n: { $sum: 1 } } },
    ],
    filter.breachId === undefined ? { hint: OF_DUTIES } : {},
  );
  const counts = Object.fromEntries(DUTY_OUTCOMES.map((outcome) => [outcome, 0])) as Record<DutyOutcome, number>;
  for (const { _id, n } of await answerOf(groups.toArray())) counts[outcomeOf(_id)] += n;
  return counts;
}

/** What was still open as its breach was closed asks for nothing any more: the desk shows it nowhere. */
function outcomeOf({ status, desk }: Pick<ClockDoc, 'status' | 'desk'>): DutyOutcome {
  const outcome = OWED[status] ?? 'open';
  return OPEN.includes(outcome) && isOver({ status, desk }) ? 'withdrawn' : outcome;
}

function isOver({ status, desk }: Pick<ClockDoc, 'status' | 'desk'>): boolean {
  return desk === 'none' && status !== 'awaiting-awareness';
}

function matching({ audience, part, breachId, regime, from, before, exercises }: DutyFilter): object[] {
  requireText(audience, part, breachId, regime, from, before);
  return [
    {
      audience: audience ?? { $in: ALL },
      exercise: exercises === 'with' ? { $in: [false, true] } : exercises === 'only',
    },
    ...(from === undefined ? [] : [{ order: { $gte: from } }]),
    ...(before === undefined ? [] : [{ order: { $lt: before } }]),
    ...(breachId === undefined ? [] : [{ breachId }]),
    ...(regime === undefined ? [] : [{ regime }]),
    ofPart(part),
  ];
}

/** The same rule as {@link outcomeOf}, as the database asks it. */
function ofPart(part: DutyPart | undefined): object {
  const statuses = Object.keys(OWED) as ObligationStatus[];
  const of = (...outcomes: DutyOutcome[]) => statuses.filter((status) => outcomes.includes(OWED[status] ?? 'open'));
  const shown = { $ne: 'none' };
  switch (part) {
    case undefined:
      return { status: { $in: statuses } };
    case 'not-in-time':
      return { $or: [{ status: { $in: of('late') } }, { status: { $in: of('overdue') }, desk: shown }] };
    case 'overdue':
      return { status: { $in: of('overdue') }, desk: shown };
    case 'open':
      return { $or: [{ status: 'running', desk: shown }, { status: 'awaiting-awareness' }] };
    case 'withdrawn':
      return { status: { $in: ['running', 'overdue'] }, desk: 'none' };
    default:
      return { status: { $in: of(part) } };
  }
}

function clocksOf(store: Store) {
  return collectionOf<ClockDoc>(store, 'clocks');
}
