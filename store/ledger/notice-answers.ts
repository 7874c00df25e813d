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
 * Records an answer, unless there is none of this id. The first one stands: whoever holds the link later must not be
 * able to take back what was said.
 *
 * @param addressPrefix of the network from which it was given by the link; it is kept among the uses of the link
 */
export async function acknowledgeNotice(
  store: Store,
  { id, breachId }: Pick<NoticeRecord, 'id' | 'breachId'>,
  at: Instant,
  answers: NoticeAnswers,
  addressPrefix?: string,
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
      const use = addressPrefix === undefined ? {} : pushUse({ at, addressPrefix, what: 'acknowledged' });
      await noticesOf(store).updateOne({ _id: id }, { $set: patch, ...use }, { session });
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

function pushUse(use: NoticeUse) {
  return { $push: { uses: { $each: [use], $slice: -USES_KEPT } } };
}

function hasAnswered({ acknowledgedAt, status }: NoticeDoc): boolean {
  return acknowledgedAt !== null && (status === 'acknowledged' || status === 'superseded');
}

function firstAnswer(store: Store, { _id, acknowledgedAt, answers }: NoticeDoc) {
  if (acknowledgedAt === null || answers === null) return null;
  return { at: acknowledgedAt, answers: openAnswers(store, _id, answers) };
}

/**
 * Notes that a person looked at a notice by its link. The first look is an entry of the ledger; the newest uses are
 * kept.
 */
export async function recordLook(
  store: Store,
  notice: NoticeRecord,
  look: Pick<NoticeUse, 'at' | 'addressPrefix'>,
): Promise<void> {
  const { id, breachId } = notice;
  await noticesOf(store).updateOne({ _id: id }, pushUse({ ...look, what: 'opened' }));
  if (notice.openedAt !== null) return;
  await commitToLedger(store, noticesLedger(breachId), async (session) => {
    const { modifiedCount } = await noticesOf(store).updateOne(
      { _id: id, openedAt: null },
      { $set: { openedAt: look.at } },
      { session },
    );
    return modifiedCount === 0
      ? []
      : [{ row: rowName(notice), at: look.at, by: `counterparty:${notice.counterparty}`, what: 'opened' }];
  });
}
