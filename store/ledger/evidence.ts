import { commitTo, type SealedEvent } from '../../domain/audit/chain.ts';
import { type LedgerPage, ledgerFindings } from '../../domain/audit/ledger.ts';
import { type EvidencePack, type Finding, ledgerHeads } from '../../domain/audit/pack.ts';
import { foreignLinks } from '../chain-links.ts';
import { openOr } from '../crypto/seal.ts';
import { chainOf } from '../heads.ts';
import { mayEarlierWrite, readJournaled } from '../journal.ts';
import { noticeId } from '../notices.ts';
import type { Store } from '../store.ts';
import { guardedOf, ledgersOf, readKeyedPages, readLedgerHead, readPages } from './pages.ts';
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

/**
 * Checks every ledger of a breach, also one that its stream or the journal names and that is gone.
 *
 * @param journaled names of ledgers of this breach that the journal knows
 */
export async function checkLedgers(
  store: Store,
  breachId: string,
  events: Events,
  journaled: readonly string[],
): Promise<LedgersCheck> {
  const heads = ledgerHeads(breachId, events);
  const findings: Finding[] = [];
  let read = 0;
  for (const ledger of new Set([...(await ledgersOf(store, breachId)), ...heads.keys(), ...journaled])) {
    // What is kept apart of where it ends comes first: it grows meanwhile.
    const noted = await readJournaled(store, chainOf.ledger(ledger));
    const end = await readLedgerHead(store, ledger);
    const apart = noted === null ? [end] : [end, { page: noted.seq, hash: noted.hash }];
    const keyed = await Array.fromAsync(readKeyedPages(store, ledger));
    const pages = keyed.map(({ mac, ...page }): LedgerPage => page);
    const rowId = rowIdsOf(breachId, ledger, events);
    read += pages.length;
    findings.push(...ledgerFindings(ledger, pages, [...(heads.get(ledger) ?? []), ...apart]));
    findings.push(...(await originFindings(store, ledger, keyed)));
    findings.push(...pages.flatMap((page) => wordFindings(store, page, rowId)));
  }
  return { pages: read, findings };
}

/** Pages that Tocsin did not write. */
async function originFindings(
  store: Store,
  ledger: string,
  keyed: readonly (LedgerPage & { mac: string | null })[],
): Promise<Finding[]> {
  const foreign = await foreignLinks(store, 'ledger-page', keyed, (page) => ({
    of: chainOf.ledger(ledger),
    seq: page.page,
    fields: guardedOf(page),
    mac: page.mac,
  }));
  const isEarlier = foreign.some(({ mac }) => mac === null) && (await mayEarlierWrite(store));
  return foreign
    .filter(({ mac }) => mac !== null || !isEarlier)
    .map(({ page }) => ({ ledger, page, problem: 'was not written by Tocsin: it does not carry the MAC of its hash' }));
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
