import { type LedgerPage, ledgerFindings } from '../../domain/audit/ledger.ts';
import type { DeliveryResult } from '../../domain/communication/follow-ups.ts';
import type { Instant } from '../../domain/time.ts';
import { newClaim } from '../../store/ledger/claims.ts';
import {
  type ClaimedNotice,
  claimNotices,
  type NoticeOutcome,
  settleNotices,
} from '../../store/ledger/notice-pages.ts';
import { readLedgerHead, readPages } from '../../store/ledger/pages.ts';
import { SLOTS } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';

/** Ledgers by hand: claimed and settled as a page would, with nothing sent. */

export const ALL_SLOTS: readonly number[] = Array.from({ length: SLOTS }, (_, slot) => slot);

/** The pages of a ledger, once it is certain that its chain holds from the first to the last. */
export async function checkedPages(store: Store, ledger: string): Promise<LedgerPage[]> {
  const pages = await Array.fromAsync(readPages(store, ledger));
  const findings = ledgerFindings(ledger, pages, [await readLedgerHead(store, ledger)]);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  if ((await readLedgerHead(store, ledger)).page !== pages.length) throw new Error('pages after the head');
  return pages;
}

/** What stands in a ledger, as `<row> <what>`, in order. */
export async function entriesOf(store: Store, ledger: string): Promise<string[]> {
  return (await checkedPages(store, ledger)).flatMap(({ entries }) => entries.map(({ row, what }) => `${row} ${what}`));
}

/** An outcome of the first letter to the first contact. */
export function deliveredFirst({ record }: Pick<ClaimedNotice, 'record'>, result: DeliveryResult, at: Instant) {
  const delivery = { number: 1, step: 'first', contact: 'first', result, at } as const;
  const common = {
    id: record.id,
    hasSecond: true,
    what: 'delivered',
    messageId: `m.${record.id}`,
    detail: null,
  } as const;
  return { ...common, delivery, completes: [1] } satisfies NoticeOutcome;
}

/** Claims what is due and settles all of it with one result of the first letter. */
export async function deliverDue(store: Store, breachId: string, now: Instant, until: Instant, result: DeliveryResult) {
  const claim = newClaim();
  const rows = await claimNotices(store, breachId, claim, { slots: ALL_SLOTS, now, until, limit: 5_000 });
  const outcomes = rows.map((row) => deliveredFirst(row, result, now));
  await settleNotices(store, breachId, claim, outcomes, now);
  return rows;
}
