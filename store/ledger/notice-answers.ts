import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import type { NoticeAnswers } from '../../domain/breach/events.ts';
import type { Instant } from '../../domain/time.ts';
import { requireText } from '../driver.ts';
import {
  type NoticeDoc,
  type NoticeRecord,
  type NoticeUse,
  noticesOf,
  openAnswers,
  rowName,
  sealAnswers,
  USES_KEPT,
} from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { lastLook, noticesLedger, patchOf } from './notices.ts';
import { sealedWords } from './words.ts';

/**
 * Records an answer, unless there is none of this id. The first one stands: whoever holds the link later must not be able
 * to take back what was said.
 */
export async function acknowledgeNotice(
  store: Store,
  { id, breachId }: Pick<NoticeRecord, 'id' | 'breachId'>,
  at: Instant,
  answers: NoticeAnswers,
): Promise<void> {
  requireText(id, breachId);
  await commitToLedger(
    store,
    noticesLedger(breachId),
    async (session) => {
      const row = await noticesOf(store).findOne({ _id: id }, { session, projection: { content: 0, uses: 0 } });
      if (row === null || hasAnswered(row)) return [];
      // A page of version 0.1 may have written the answer into the row, and told only its own engine.
      const said = firstAnswer(store, row) ?? { at, answers };
      const misuse = said.answers.misuse === 'yes';
      const after = { ...row, misuse, status: row.status === 'superseded' ? row.status : ('acknowledged' as const) };
      const kept = { misuse, acknowledgedAt: said.at, answers: sealAnswers(store, id, said.answers) };
      const patch = { ...patchOf(after), ...kept, nextAt: lastLook(row) };
      await noticesOf(store).updateOne({ _id: id }, { $set: patch }, { session });
      return [acknowledged(store, row, said.at, said.answers)];
    },
    true,
  );
}

function acknowledged(store: Store, row: NoticeDoc, at: Instant, answers: NoticeAnswers): LedgerEntry {
  const { holdsData, misuse, answeredBy } = answers;
  return {
    ...{ row: rowName(row), at, by: `counterparty:${row.counterparty}`, what: 'acknowledged' },
    data: { holdsData, misuse },
    ...sealedWords(store, row._id, { answeredBy }),
  };
}

function hasAnswered({ acknowledgedAt, status }: NoticeDoc): boolean {
  return acknowledgedAt !== null && (status === 'acknowledged' || status === 'superseded');
}

function firstAnswer(store: Store, { _id, acknowledgedAt, answers }: NoticeDoc) {
  if (acknowledgedAt === null || answers === null) return null;
  return { at: acknowledgedAt, answers: openAnswers(store, _id, answers) };
}

/** Notes that a notice's link was used. The first look of a person is an entry of the ledger; the newest uses are kept. */
export async function recordNoticeUse(store: Store, notice: NoticeRecord, use: NoticeUse): Promise<void> {
  const { id, breachId } = notice;
  await noticesOf(store).updateOne({ _id: id }, { $push: { uses: { $each: [use], $slice: -USES_KEPT } } });
  if (use.what !== 'opened' || notice.openedAt !== null) return;
  await commitToLedger(store, noticesLedger(breachId), async (session) => {
    const { modifiedCount } = await noticesOf(store).updateOne(
      { _id: id, openedAt: null },
      { $set: { openedAt: use.at } },
      { session },
    );
    return modifiedCount === 0
      ? []
      : [{ row: rowName(notice), at: use.at, by: `counterparty:${notice.counterparty}`, what: 'opened' }];
  });
}
