import {
  NOT_IN_TIME,
  NOTICE_OUTCOMES,
  type NoticeOutcome,
  type NoticeOutcomePart,
  type OutcomeCounts,
  type PartyRow,
} from '../domain/audit/answers.ts';
import type { CounterpartyKind } from '../domain/dataflow.ts';
import type { Instant } from '../domain/time.ts';
import { AT_ONE_INSTANT, answerOf, requireText } from './driver.ts';
import { type NoticeDoc, type NoticeRecord, noticesOf, OF_ANSWERS, showNotice } from './notices.ts';
import type { Store } from './store.ts';

/** Whether suppliers and customers were told and answered in time, over all breaches. There may be 20,000 notices. */

export type AnswersFilter = {
  /** Suppliers, customers, or both. */
  kind?: CounterpartyKind | undefined;
  part?: NoticeOutcomePart | undefined;
  /** Only to these. */
  counterparties?: readonly string[] | undefined;
  breachId?: string | undefined;
  /** To be answered from this instant on, and before that one. */
  from?: Instant | undefined;
  before?: Instant | undefined;
  exercises: 'without' | 'with' | 'only';
};
export type AnsweredNotice = NoticeRecord & { outcome: NoticeOutcome };
export type AnswerCursor = { answerBy: Instant; id: string };

/** One page, the one to be answered last first. */
export async function pageAnswers(
  store: Store,
  filter: AnswersFilter,
  { after, limit, now }: { after?: AnswerCursor | undefined; limit: number; now: Instant },
): Promise<{ rows: AnsweredNotice[]; next: AnswerCursor | null }> {
  requireText(after?.answerBy, after?.id, now);
  const beyond =
    after === undefined
      ? []
      : [
          { answerBy: { $lte: after.answerBy } },
          { $or: [{ answerBy: { $lt: after.answerBy } }, { answerBy: after.answerBy, _id: { $lt: after.id } }] },
        ];
  type Found = { _id: string; answerBy: Instant; outcome: NoticeOutcome };
  // Found in the index alone: of 20,000 rows only those that are shown are read and opened.
  const found = await answerOf(
    noticesOf(store)
      .aggregate<Found>(
        [
          { $match: { $and: [...matching(filter), ...beyond] } },
          { $sort: { answerBy: -1, _id: -1 } },
          { $project: { answerBy: 1, outcome: outcomeAt(now) } },
          ...partOf(filter),
          { $limit: limit + 1 },
        ],
        hintOf(filter),
      )
      .toArray(),
  );
  const page = found.slice(0, limit);
  const docs = await answerOf(
    noticesOf(store)
      .find({ _id: { $in: page.map(({ _id }) => _id) } })
      .toArray(),
  );
  const byId = new Map(docs.map((doc) => [doc._id, doc]));
  const rows = page.flatMap(({ _id, outcome }): AnsweredNotice[] => {
    const doc = byId.get(_id);
    return doc === undefined ? [] : [{ ...showNotice(store, doc), outcome }];
  });
  const last = found.length > limit ? page.at(-1) : undefined;
  return { rows, next: last === undefined ? null : { answerBy: last.answerBy, id: last._id } };
}

/** How many came to what, whatever part of them is shown: from an index alone, but for some or one breach. */
export async function countAnswered(store: Store, filter: AnswersFilter, now: Instant): Promise<OutcomeCounts> {
  requireText(now);
  const groups = noticesOf(store).aggregate<{ _id: NoticeOutcome; n: number }>(
    [{ $match: { $and: matching(filter) } }, { $group: { _id: outcomeAt(now), n: { $sum: 1 } } }],
    { ...hintOf(filter), readConcern: AT_ONE_INSTANT },
  );
  const counts = noCounts();
  for (const { _id, n } of await answerOf(groups.toArray())) counts[_id] = n;
  return counts;
}

/** How one of them did over all that it was to be told. */
type PartyAnswers = Omit<PartyRow, 'name'>;
export type PartyCursor = { notInTime: number; counterparty: string };

/** Who was told, those first with most that were not in time. */
export async function pageParties(
  store: Store,
  filter: AnswersFilter,
  { after, limit, now }: { after?: PartyCursor | undefined; limit: number; now: Instant },
): Promise<{ rows: PartyAnswers[]; next: PartyCursor | null }> {
  requireText(after?.counterparty, now);
  const outcomes = Object.fromEntries(
    NOTICE_OUTCOMES.map((outcome) => [outcome, { $sum: { $cond: [{ $eq: ['$outcome', outcome] }, 1, 0] } }]),
  );
  const isNot = { $cond: [{ $in: ['$outcome', [...NOT_IN_TIME]] }, 1, 0] };
  type Found = OutcomeCounts & { _id: string; kind: CounterpartyKind; total: number; notInTime: number };
  const beyond =
    after === undefined
      ? {}
      : {
          $or: [
            { notInTime: { $lt: after.notInTime } },
            { notInTime: after.notInTime, _id: { $gt: after.counterparty } },
          ],
        };
  const found = await answerOf(
    noticesOf(store)
      .aggregate<Found>(
        [
          { $match: { $and: matching(filter) } },
          { $project: { counterparty: 1, kind: 1, outcome: outcomeAt(now) } },
          {
            $group: {
              _id: '$counterparty',
              kind: { $first: '$kind' },
              total: { $sum: 1 },
              notInTime: { $sum: isNot },
              ...outcomes,
            },
          },
          {
            $match: { ...beyond, ...(filter.part === undefined ? {} : { $expr: { $gt: [partSum(filter.part), 0] } }) },
          },
          { $sort: { notInTime: -1, _id: 1 } },
          { $limit: limit + 1 },
        ],
        hintOf(filter),
      )
      .toArray(),
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    rows: page.map(({ _id: counterparty, kind, total, notInTime: _, ...counts }) => {
      return { counterparty, kind, total, counts };
    }),
    next: last === undefined ? null : { notInTime: last.notInTime, counterparty: last._id },
  };
}

function partSum(part: NoticeOutcomePart): object {
  const outcomes = part === 'not-in-time' ? NOT_IN_TIME : [part];
  return { $add: outcomes.map((outcome) => `$${outcome}`) };
}

function noCounts(): OutcomeCounts {
  return Object.fromEntries(NOTICE_OUTCOMES.map((outcome) => [outcome, 0])) as OutcomeCounts;
}

/** What became of a row by `now`: the one rule, by which lists, counts and files go alike. */
function outcomeAt(now: Instant): object | string {
  const is = (...statuses: NoticeDoc['status'][]) => ({ $in: ['$status', statuses] });
  const isAnswered = { $ne: [{ $ifNull: ['$acknowledgedAt', null] }, null] };
  const cases: [when: object, outcome: NoticeOutcome][] = [
    // A later round took its place, or nobody is to be told any more; an answer counts all the same.
    [{ $and: [is('withdrawn', 'superseded'), { $not: isAnswered }] }, 'withdrawn'],
    [{ $and: [isAnswered, { $lte: ['$acknowledgedAt', '$answerBy'] }] }, 'in-time'],
    [isAnswered, 'late'],
    [is('refused', 'failed', 'uncertain'), 'not-reached'],
    [{ $gte: ['$answerBy', now] }, 'open'],
    [is('planned', 'deferred'), 'not-told'],
  ];
  const otherwise: NoticeOutcome = 'silent';
  return cases.reduceRight<object | NoticeOutcome>(
    (rest, [when, outcome]) => ({ $cond: [when, outcome, rest] }),
    otherwise,
  );
}

function partOf({ part }: AnswersFilter): object[] {
  if (part === undefined) return [];
  return [{ $match: { outcome: part === 'not-in-time' ? { $in: [...NOT_IN_TIME] } : part } }];
}

function matching({ kind, counterparties, breachId, from, before, exercises }: AnswersFilter): object[] {
  requireText(kind, breachId, from, before, ...(counterparties ?? []));
  return [
    {
      kind: kind ?? { $in: ['supplier', 'customer'] },
      exercise: exercises === 'with' ? { $in: [false, true] } : exercises === 'only',
    },
    ...(from === undefined ? [] : [{ answerBy: { $gte: from } }]),
    ...(before === undefined ? [] : [{ answerBy: { $lt: before } }]),
    ...(counterparties === undefined ? [] : [{ counterparty: { $in: [...counterparties] } }]),
    ...(breachId === undefined ? [] : [{ breachId }]),
  ];
}

/** A few receivers, or one breach, are found by indexes of their own. */
function hintOf({ counterparties, breachId }: AnswersFilter): { hint?: typeof OF_ANSWERS } {
  return counterparties === undefined && breachId === undefined ? { hint: OF_ANSWERS } : {};
}
