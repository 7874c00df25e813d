import { commitTo, type SealedEvent } from '../../domain/audit/chain.ts';
import { type LedgerPage, ledgerFindings } from '../../domain/audit/ledger.ts';
import { type EvidencePack, type Finding, ledgerHeads } from '../../domain/audit/pack.ts';
import { openOr } from '../crypto/seal.ts';
import { noticeId } from '../notices.ts';
import type { Store } from '../store.ts';
import { ledgersOf, readLedgerHead, readPages } from './pages.ts';
import { openEntryWords } from './words.ts';

/** The ledgers of a breach as proof: handed out whole, and checked against the heads that its stream names. */

type PackedLedger = NonNullable<EvidencePack['ledgers']>[number];
type Events = readonly Pick<SealedEvent, 'type' | 'data'>[];

/** Every ledger of a breach, page by page; with `open`, people's words in clear beside them. */
export async function packLedgers(
  store: Store,
  breachId: string,
  events: Events,
  open: boolean,
): Promise<PackedLedger[]> {
  const packed: PackedLedger[] = [];
  for (const ledger of await ledgersOf(store, breachId)) {
    const pages = await Array.fromAsync(readPages(store, ledger));
    const rowId = rowIdsOf(breachId, ledger, events);
    const opened = open ? { opened: pages.flatMap((page) => openedWords(store, page, rowId)) } : {};
    packed.push({ ledger, pages, ...opened });
  }
  return packed;
}

/** What was found of the ledgers of a breach: how many pages were read, and what does not hold. */
export type LedgersCheck = { pages: number; findings: Finding[] };

/** Checks every ledger of a breach, also one that its stream names and that is gone. */
export async function checkLedgers(store: Store, breachId: string, events: Events): Promise<LedgersCheck> {
  const heads = ledgerHeads(breachId, events);
  const findings: Finding[] = [];
  let read = 0;
  for (const ledger of new Set([...(await ledgersOf(store, breachId)), ...heads.keys()])) {
    const pages = await Array.fromAsync(readPages(store, ledger));
    const rowId = rowIdsOf(breachId, ledger, events);
    read += pages.length;
    // Where it ends is kept apart too, for what was written since its breach last heard of it.
    const end = await readLedgerHead(store, ledger);
    findings.push(...ledgerFindings(ledger, pages, [...(heads.get(ledger) ?? []), end]));
    findings.push(...pages.flatMap((page) => wordFindings(store, page, rowId)));
  }
  return { pages: read, findings };
}

function openedWords(store: Store, { page, entries }: LedgerPage, rowId: (row: string) => string) {
  return entries.flatMap((entry, n) => {
    const words = openOr(
      entry.personal,
      () => openEntryWords(store, rowId(entry.row), entry),
      () => null,
    );
    return words === null ? [] : [{ page, entry: n, ...words }];
  });
}

function wordFindings(store: Store, { ledger, page, entries }: LedgerPage, rowId: (row: string) => string): Finding[] {
  return entries.flatMap((entry) => {
    try {
      const words = openEntryWords(store, rowId(entry.row), entry);
      if (words === null || commitTo(words.personal, words.salt) === entry.commitment) return [];
      return [{ ledger, page, problem: 'has other words than those committed to' }];
    } catch {
      return [{ ledger, page, problem: 'has words that do not open: they were changed' }];
    }
  });
}

/** The id of the document that a row of a ledger is, from its name there. */
function rowIdsOf(breachId: string, ledger: string, events: Events): (row: string) => string {
  const [, number] = /\/campaign\/(\d+)$/.exec(ledger) ?? [];
  if (number === undefined) {
    return (row) => {
      const tilde = row.lastIndexOf('~');
      return noticeId(breachId, row.slice(0, tilde), Number(row.slice(tilde + 1)));
    };
  }
  const drafted = events.find(({ type, data }) => type === 'campaign-drafted' && data.campaign === Number(number));
  return (row) => `${String(drafted?.data.listId)}/${row}`;
}
