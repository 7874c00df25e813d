import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { type NoticeRecord, rowName } from '../notices.ts';
import type { Store } from '../store.ts';
import { noticesLedger } from './notices.ts';
import { readRowEntries } from './pages.ts';

/** An entry as it is shown, with the page it stands on; people's words stay sealed. */
export type ShownEntry = Omit<LedgerEntry, 'personal' | 'commitment'> & { page: number };

/** Every entry of the ledger about these rounds of one counterparty, oldest first. */
export async function listNoticeEntries(
  store: Store,
  breachId: string,
  rounds: readonly Pick<NoticeRecord, 'counterparty' | 'round'>[],
): Promise<ShownEntry[]> {
  const { ledger } = noticesLedger(breachId);
  const entries = await Promise.all(rounds.map((round) => readRowEntries(store, ledger, rowName(round))));
  return entries.flat().map(({ personal: _, commitment: __, ...entry }) => entry);
}
