import type { Notice } from '../domain/communication/notice.ts';
import {
  type AnswerCounts,
  type Counts,
  NOTICE_STATUSES,
  type NoticeStatus,
} from '../domain/communication/standing.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { AT_ONE_INSTANT, requireText } from './driver.ts';
import { type NoticeDoc, type NoticeRecord, noticesOf, ORDER, rankOf, showNotice } from './notices.ts';
import type { Store } from './store.ts';

/** Lists and counts over the rows of the ledgers of notices. A breach may have 20,000: only what is shown is opened. */

/** What a page of notices is narrowed to. `late`: not answered although the time to answer has passed. */
export type NoticeFilter = {
  statuses?: readonly NoticeStatus[] | undefined;
  kind?: Notice['kind'] | undefined;
  lateAt?: Instant | undefined;
  misuse?: boolean | undefined;
  /** Only rows that were there at this instant. */
  knownAt?: Instant | undefined;
};

export const UNANSWERED: readonly NoticeStatus[] = NOTICE_STATUSES.filter(
  (status) => !['acknowledged', 'withdrawn', 'superseded'].includes(status),
);

/** One page of a breach's notices, the worst first. `next` goes on after it; null at the end. */
export async function listNotices(
  store: Store,
  breachId: string,
  filter: NoticeFilter,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ notices: NoticeRecord[]; next: string | null }> {
  requireText(breachId, after);
  const query = { breachId, ...filterOf(filter), ...ranksOf(filter), ...afterPlace(after) };
  const docs = await noticesOf(store)
    .find(query)
    .sort({ rank: 1, _id: 1 })
    .limit(limit + 1)
    .toArray();
  const shown = docs.slice(0, limit);
  const last = shown.at(-1);
  return {
    notices: shown.map((doc) => showNotice(store, doc)),
    next: docs.length > limit && last !== undefined ? `${last.rank} ${last._id}` : null,
  };
}

/** How many notices match; counted by the database. */
export async function countNotices(store: Store, breachId: string, filter: NoticeFilter): Promise<number> {
  requireText(breachId);
  return noticesOf(store).countDocuments({ breachId, ...filterOf(filter) });
}

/**
 * How many notices of a breach are in which status, the worst first, and when the next of them is due: from one index
 * alone.
 */
export async function countByStatus(
  store: Store,
  breachId: string,
): Promise<{ counts: Counts; nextAt: Instant | null }> {
  const groups = noticesOf(store).aggregate<{ _id: NoticeStatus; n: number; next: Instant | null }>(
    [{ $match: { breachId } }, { $group: { _id: '$status', n: { $sum: 1 }, next: { $min: '$nextAt' } } }],
    { hint: { breachId: 1, status: 1, nextAt: 1 }, readConcern: AT_ONE_INSTANT },
  );
  const counts: Counts = { total: 0 };
  let nextAt: Instant | null = null;
  const found = (await groups.toArray()).sort((a, b) => ORDER.indexOf(a._id) - ORDER.indexOf(b._id));
  for (const { _id, n, next } of found) {
    counts[_id] = n;
    counts.total += n;
    if (next !== null && (nextAt === null || next < nextAt)) nextAt = next;
  }
  return { counts, nextAt };
}

/** What the answers say, over the last round of each who is still to be told; signs of misuse count in any round. */
export async function countAnswers(store: Store, breachId: string): Promise<AnswerCounts> {
  const customers = { breachId, kind: 'customer' as const, status: { $nin: ['withdrawn', 'superseded'] as const } };
  const groups = noticesOf(store).aggregate<{ _id: boolean; n: number; last: Instant | null }>(
    [
      { $match: customers },
      {
        $group: {
          _id: { $eq: ['$status', 'acknowledged'] },
          n: { $sum: 1 },
          last: { $max: '$acknowledgedAt' },
        },
      },
    ],
    { hint: { breachId: 1, kind: 1, status: 1, acknowledgedAt: 1 }, readConcern: AT_ONE_INSTANT },
  );
  const [found, misuse, spoken] = await Promise.all([
    groups.toArray(),
    countSigns(store, breachId),
    noticesOf(store).countDocuments({ ...customers, isSpoken: true }),
  ]);
  const done = found.find(({ _id }) => _id);
  const acknowledged = done?.n ?? 0;
  const open = found.find(({ _id }) => !_id)?.n ?? 0;
  const counts = { customers: acknowledged + open, acknowledged, lastAt: done?.last ?? null, misuse };
  return spoken === 0 ? counts : { ...counts, spoken };
}

/** How many answers of a breach speak of misuse: who tells of it again has to be called again. */
export async function countSigns(store: Store, breachId: string): Promise<number> {
  const signs = noticesOf(store).aggregate<{ n: number }>(
    [{ $match: { breachId, misuse: true } }, { $group: { _id: null, n: { $sum: { $ifNull: ['$misuseSigns', 1] } } } }],
    { readConcern: AT_ONE_INSTANT },
  );
  return (await signs.toArray())[0]?.n ?? 0;
}

/** How many notices of a breach are in which status, and how many are late at `now`: one pass over one index. */
export async function countWithLate(
  store: Store,
  breachId: string,
  now: Instant,
): Promise<{ counts: Counts; late: number }> {
  const isLate = { $lt: ['$answerBy', now] };
  const groups = noticesOf(store).aggregate<{ _id: NoticeStatus; n: number; late: number }>(
    [
      { $match: { breachId } },
      { $group: { _id: '$status', n: { $sum: 1 }, late: { $sum: { $cond: [isLate, 1, 0] } } } },
    ],
    { hint: { breachId: 1, status: 1, answerBy: 1 }, readConcern: AT_ONE_INSTANT },
  );
  const counts: Counts = { total: 0 };
  let late = 0;
  for await (const group of groups) {
    counts[group._id] = group.n;
    counts.total += group.n;
    if (UNANSWERED.includes(group._id)) late += group.late;
  }
  return { counts, late };
}

/** Who was told, or is to be, of which systems, in the last round of each: nothing is opened. */
export async function listTold(
  store: Store,
  breachId: string,
): Promise<Pick<NoticeRecord, 'counterparty' | 'round' | 'systems' | 'status'>[]> {
  const projection = { _id: 0, counterparty: 1, round: 1, systems: 1, status: 1 };
  const current = { breachId, status: { $ne: 'superseded' as const } };
  return noticesOf(store).find(current, { projection }).toArray();
}

/** Every notice of a breach with its answers, without what it says. One after the other: there may be many. */
export async function* eachNotice(store: Store, breachId: string): AsyncGenerator<NoticeRecord> {
  const rows = noticesOf(store).find({ breachId }, { projection: { content: 0, uses: 0 } });
  for await (const doc of rows) yield showNotice(store, { ...doc, content: null, uses: [] });
}

/** Every round of telling one counterparty of a breach, oldest first. */
export async function listRounds(store: Store, breachId: string, counterparty: string): Promise<NoticeRecord[]> {
  const docs = await noticesOf(store).find({ counterparty, breachId }).sort({ round: 1 }).toArray();
  return docs.map((doc) => showNotice(store, doc));
}

/** Notices to one counterparty over all breaches, newest first. */
export async function listNoticesTo(store: Store, counterparty: string, limit: number): Promise<NoticeRecord[]> {
  requireText(counterparty);
  const docs = await noticesOf(store).find({ counterparty }).sort({ answerBy: -1, _id: 1 }).limit(limit).toArray();
  return docs.map((doc) => showNotice(store, doc));
}

/** The newest notice to each of these counterparties, without what it says. */
export async function lastNoticesTo(
  store: Store,
  counterparties: readonly string[],
): Promise<Map<string, Pick<NoticeRecord, 'breachId' | 'answerBy' | 'expiresAt' | 'exercise' | 'acknowledgedAt'>>> {
  const docs = noticesOf(store).aggregate<NoticeDoc>([
    { $match: { counterparty: { $in: [...counterparties] }, 'deliveries.0': { $exists: true } } },
    { $sort: { counterparty: 1, answerBy: -1 } },
    { $group: { _id: '$counterparty', first: { $first: '$$ROOT' } } },
    { $replaceRoot: { newRoot: '$first' } },
  ]);
  const last = (await docs.toArray()).map(
    ({ counterparty, breachId, answerBy, expiresAt, exercise, acknowledgedAt }) =>
      [counterparty, { breachId, answerBy, expiresAt, exercise, acknowledgedAt }] as const,
  );
  return new Map(last);
}

function filterOf({ statuses, kind, lateAt, misuse, knownAt }: NoticeFilter) {
  requireText(kind, lateAt, knownAt, ...(statuses ?? []));
  const late = lateAt === undefined ? {} : { answerBy: { $lt: lateAt } };
  const among = statuses ?? (lateAt === undefined ? undefined : UNANSWERED);
  return {
    ...(among === undefined ? {} : { status: { $in: [...among] } }),
    ...(kind === undefined ? {} : { kind }),
    ...(misuse === undefined ? {} : { misuse }),
    ...(knownAt === undefined ? {} : { sendAt: { $lte: knownAt } }),
    ...late,
  };
}

/** The ranks that rows of a filter can have, so that a list begins there and not with the worst of all. */
function ranksOf({ statuses, misuse }: NoticeFilter) {
  if (misuse === true) return { rank: 0 };
  if (statuses === undefined) return {};
  return { rank: { $in: [0, ...statuses.map((status) => rankOf({ status, misuse: false }))] } };
}

function afterPlace(after: string | undefined) {
  if (after === undefined) return {};
  const [, digit, id] = NOTICE_PLACE.exec(after) ?? [];
  if (digit === undefined || id === undefined) {
    throw new TocsinError('bad-input', 'This is no `next` of an earlier page; begin with the first.', 'after');
  }
  const rank = Number(digit);
  return { $or: [{ rank: { $gt: rank } }, { rank, _id: { $gt: id } }] };
}

/** A place in the list of a breach's notices: the rank, and the id. */
export const NOTICE_PLACE = /^([0-9]{1,2}) ([A-Za-z0-9~-]{1,200})$/;
