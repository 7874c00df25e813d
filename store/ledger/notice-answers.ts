import type { mongo } from 'mongoose';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import type { NoticeAnswers } from '../../domain/breach/events.ts';
import { inOrder, isRepeated } from '../../domain/communication/answers.ts';
import { knownSince, type OtherAnswer } from '../../domain/communication/notice.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { createBatches } from '../batches.ts';
import { requireText } from '../driver.ts';
import {
  type NoticeDoc,
  type NoticeRecord,
  type NoticeUse,
  noticesOf,
  openAnswers,
  openOthers,
  rowName,
  sealAnswers,
  sealOthers,
  USES_KEPT,
} from '../notices.ts';
import { breachModel } from '../projections.ts';
import type { Store } from '../store.ts';
import { noteNews } from '../tellings.ts';
import { commitToLedger } from './commit.ts';
import { lastLook, noticesLedger, patchOf, signsOf } from './notices.ts';
import { sealedWords } from './words.ts';

/** Answers kept after the first: whoever holds a link must not be able to fill the record. */
export const OTHERS_KEPT = 20;
/** Answers that are recorded together, at most. */
const ANSWERS_TOGETHER = 100;

/**
 * Records an answer, unless there is no notice of this id. Every one stays on record, and the latest counts: whoever
 * holds the link can add to what was said, and take nothing back. The same again adds nothing.
 *
 * @param at when it was given; an answer heard by telephone may be put on record later
 * @param addressPrefix of the network from which it was given by the link; it is kept among the uses of the link
 * @returns all answers, oldest first; null where there is no notice of this id
 * @throws TocsinError `conflict` where as many are kept beside it as can be, and `unavailable`
 */
export async function acknowledgeNotice(
  store: Store,
  { id, breachId }: Pick<NoticeRecord, 'id' | 'breachId'>,
  at: Instant,
  answers: NoticeAnswers,
  addressPrefix?: string,
): Promise<OtherAnswer[] | null> {
  requireText(id, breachId);
  return answerInTurn(store, breachId, { id, given: { at, answers }, addressPrefix });
}

type Answer = { id: string; given: OtherAnswer; addressPrefix: string | undefined };

/** On a bad day all customers answer within minutes: their rows are read at once, and written at once. */
const answerInTurn = createBatches<Answer, OtherAnswer[] | null>(async (store, breachId, answers) => {
  let standing: (OtherAnswer[] | null)[] = [];
  await commitToLedger(
    store,
    noticesLedger(breachId),
    async (session) => {
      const which = { _id: { $in: answers.map(({ id }) => id) } };
      const found = await noticesOf(store)
        .find(which, { session, projection: { content: 0, uses: 0 } })
        .toArray();
      const rows = new Map(found.map((row) => [row._id, row]));
      const isLate = (await breachModel(store).exists({ _id: breachId, status: 'closed' })) !== null;
      const taken = answers.map((answer) => takeAnswer(store, rows, answer, isLate));
      standing = taken.map(({ all }) => all);
      const updates = taken.flatMap(({ updates }) => updates);
      if (updates.length > 0) await noticesOf(store).bulkWrite(updates, { session });
      for (const { news } of taken) if (news !== null && isLate) await noteNews(store, news, session);
      return taken.flatMap(({ entries }) => entries);
    },
    true,
  );
  return standing;
}, ANSWERS_TOGETHER);

type Taken = {
  /** All answers by now. */
  all: OtherAnswer[] | null;
  updates: mongo.AnyBulkWriteOperation<NoticeDoc>[];
  entries: LedgerEntry[];
  /** What it is to a breach that is closed; null where nothing new was said. */
  news: Parameters<typeof noteNews>[1] | null;
};

/** Takes one answer into its row of `rows`. @throws TocsinError `conflict` */
function takeAnswer(
  store: Store,
  rows: Map<string, NoticeDoc>,
  { id, given, addressPrefix }: Answer,
  isLate: boolean,
): Taken {
  const row = rows.get(id);
  if (row === undefined) return { all: null, updates: [], entries: [], news: null };
  // A page of version 0.1 may have written the answer into the row, and told only its own engine.
  const known = firstAnswer(store, row);
  const first = known ?? given;
  const isFirst = !hasAnswered(row);
  const others = openOthers(store, row);
  const before = known === null ? [] : inOrder([known, ...others]);
  const isOther = before.length > 0 && !isRepeated(before, given);
  if (!isFirst && !isOther) return { all: before, updates: [], entries: [], news: null };
  if (isOther && others.length >= OTHERS_KEPT) throw tooMany();
  const isSign = (known === null || isOther) && given.answers.misuse === 'yes';
  const signs = Math.max(signsOf(row), Number(known?.answers.misuse === 'yes')) + Number(isSign);
  const misuse = signs > 0;
  const status = row.status === 'superseded' ? row.status : ('acknowledged' as const);
  const patch = {
    ...{ ...patchOf({ ...row, misuse, status }), misuse, nextAt: lastLook(row) },
    // Each is dealt with, and told of, for itself.
    ...(misuse && { misuseSigns: signs }),
    ...(isSign && { misuseTold: false }),
    ...(isFirst && { acknowledgedAt: first.at, answers: sealAnswers(store, id, first.answers) }),
    ...(isFirst && first.answers.spoken !== undefined && { isSpoken: true }),
    ...(isOther && { others: sealOthers(store, id, [...others, given]) }),
    ...(isLate && { isLate, isLateMisuse: isSign || toldLate(row) }),
  };
  rows.set(id, { ...row, ...patch });
  const use =
    addressPrefix === undefined ? {} : pushUse({ at: given.at, addressPrefix, what: 'acknowledged' as const });
  return {
    all: isOther ? inOrder([...before, given]) : [first],
    updates: [{ updateOne: { filter: { _id: id }, update: { $set: patch, ...use } } }],
    entries: [
      ...(isFirst ? [answered(store, row, 'acknowledged', first)] : []),
      ...(isOther ? [answered(store, row, 'answered-beside', given)] : []),
    ],
    news: newsOf(row, given),
  };
}

function tooMany(): TocsinError {
  const message =
    `This notice was answered ${OTHERS_KEPT + 1} times already, and takes no further answer. Note what was said as a ` +
    'call, on the page "Work" of the breach.';
  return new TocsinError('conflict', message, 'answeredBy', { why: 'answers-full', most: OTHERS_KEPT + 1 });
}

function newsOf({ _id, breachId, exercise }: NoticeDoc, given: OtherAnswer): Taken['news'] {
  const to = given.answers.misuse === 'yes' ? ('misuse' as const) : ('answer' as const);
  return { breachId, exercise, to, about: '', source: `${_id}/${given.at}`, at: knownSince(given) };
}

/** By the counterparty; of what it said by telephone, by who of us put it on record, and when it was said. */
function answered(store: Store, row: NoticeDoc, what: string, given: OtherAnswer): LedgerEntry {
  const { holdsData, misuse, spoken, ...words } = given.answers;
  const by = spoken?.by ?? `counterparty:${row.counterparty}`;
  return {
    ...{ row: rowName(row), at: knownSince(given), by, what },
    data: { holdsData, misuse, ...(spoken && { saidAt: given.at }) },
    ...sealedWords(store, row._id, { ...words, ...(spoken && { reasons: spoken.reasons }) }),
  };
}

function pushUse(use: NoticeUse) {
  return { $push: { uses: { $each: [use], $slice: -USES_KEPT } } };
}

/** Whether one that came while the breach was closed spoke of misuse; before version 0.9 that was not told apart. */
function toldLate({ isLate = false, misuse, isLateMisuse = isLate && misuse }: NoticeDoc): boolean {
  return isLateMisuse;
}

function hasAnswered({ acknowledgedAt, status }: NoticeDoc): boolean {
  return acknowledgedAt !== null && (status === 'acknowledged' || status === 'superseded');
}

function firstAnswer(store: Store, { _id, acknowledgedAt, answers }: NoticeDoc): OtherAnswer | null {
  if (acknowledgedAt === null || answers === null) return null;
  return { at: acknowledgedAt, answers: openAnswers(store, _id, answers) };
}
