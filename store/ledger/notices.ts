import { ledgerName } from '../../domain/audit/ledger.ts';
import { isCorrectionOpen } from '../../domain/communication/follow-ups.ts';
import type { MisuseSign, Standing } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';
import { countAnswers, countByStatus } from '../notice-lists.ts';
import { type NoticeDoc, noticeId, noticesOf, rankOf } from '../notices.ts';
import type { Store } from '../store.ts';
import type { LedgerRef } from './commit.ts';
import { readLedgerHead } from './pages.ts';

/**
 * The ledger of a breach's notices: how it stands, and what those have in common that change its rows
 * (`notice-plan.ts`, `notice-pages.ts`, `notice-answers.ts`, `notice-looks.ts`, `notice-decisions.ts`). Each change
 * stands in the ledger's chain.
 */

/** Who writes an entry where no person does. */
export const ENGINE = 'engine';

export function noticesLedger(breachId: string): LedgerRef {
  return { ledger: ledgerName(breachId, 'notices'), breachId };
}

/** How the notices of a breach stand. */
export async function noticesStanding(store: Store, breachId: string): Promise<Standing> {
  // Read first: what is counted after it is at least as new.
  const head = await readLedgerHead(store, noticesLedger(breachId).ledger);
  const [{ counts, nextAt }, answers] = await Promise.all([
    countByStatus(store, breachId),
    countAnswers(store, breachId),
  ]);
  return { counts, head, nextAt, answers };
}

/** How many answers of a row speak of misuse. */
export function signsOf({ misuse, misuseSigns = 1 }: Pick<NoticeDoc, 'misuse' | 'misuseSigns'>): number {
  return misuse ? misuseSigns : 0;
}

/** Counterparties with an answer that speaks of misuse and that nobody was told of yet; `signs`: how many do by now. */
export async function misuseToTell(store: Store, breachId: string): Promise<Required<MisuseSign>[]> {
  const untold = { breachId, misuse: true, misuseTold: false };
  const rows = await noticesOf(store)
    .find(untold, { projection: { _id: 0, counterparty: 1, round: 1, misuse: 1, misuseSigns: 1 } })
    .limit(20)
    .toArray();
  return rows.map((row) => ({ counterparty: row.counterparty, round: row.round, signs: signsOf(row) }));
}

/** DPO and deputy were told of so many; where there are more by now, they are still to be told. */
export async function markMisuseTold(
  store: Store,
  breachId: string,
  { counterparty, round, signs }: Required<MisuseSign>,
): Promise<void> {
  const told = { _id: noticeId(breachId, counterparty, round), misuseSigns: { $not: { $gt: signs } } };
  await noticesOf(store).updateOne(told, { $set: { misuseTold: true } });
}

/** A row that has nothing more to do: only if its letter is just leaving, how that ends is still to be recorded. */
export function lastLook(
  row: Pick<NoticeDoc, 'claim' | 'nextAt' | 'done' | 'deliveries' | 'correction'>,
): Instant | null {
  return row.claim === null && !isCorrectionOpen(row) ? null : row.nextAt;
}

export function patchOf(row: Pick<NoticeDoc, 'status' | 'misuse'>): Pick<NoticeDoc, 'status' | 'rank'> {
  return { status: row.status, rank: rankOf(row) };
}
