import { z } from 'zod';
import type { LedgerHead } from '../communication/standing.ts';
import { CHAIN_START, canonicalJson, sha256Of } from './chain.ts';

/**
 * The chain of one communication's ledger: every change of a row is an entry, entries are chained in pages, and the
 * breach's own stream names the head of the last page. Free of personal data but for `personal`, which is sealed.
 */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');

export const LedgerEntry = z.strictObject({
  /** Which row: `<counterparty>~<round>` of notices, the person's number on its list of letters. */
  row: z.string().min(1),
  at: z.string(),
  by: z.string(),
  what: z.string().min(1),
  data: z.record(z.string(), z.unknown()).optional(),
  /** People's words, sealed, and what they are committed to by; absent where there are none. */
  personal: z.string().optional(),
  commitment: sha256.optional(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const LedgerPage = z.strictObject({
  /** `<breach>/notices` or `<breach>/campaign/<number>` */
  ledger: z.string().min(1),
  page: z.int().min(1),
  entries: z.array(LedgerEntry).min(1),
  prev: sha256,
  hash: sha256,
});
export type LedgerPage = z.infer<typeof LedgerPage>;

/** Entries on one page, at most. */
export const ENTRIES_PER_PAGE = 500;

/** Before the first page. */
export const EMPTY_LEDGER: LedgerHead = { page: 0, hash: CHAIN_START };

export function ledgerName(breachId: string, communication: string): string {
  return `${breachId}/${communication}`;
}

/** The page that follows `head`. */
export function linkPage(ledger: string, head: LedgerHead, entries: LedgerEntry[]): LedgerPage {
  const page = { ledger, page: head.page + 1, entries, prev: head.hash };
  return { ...page, hash: hashPage(page) };
}

function hashPage({ ledger, page, entries, prev }: Omit<LedgerPage, 'hash'>): string {
  return sha256Of(canonicalJson({ ledger, page, entries, prev }));
}

/** One thing that does not hold of a ledger. */
export type LedgerFinding = { ledger: string; page: number; problem: string };

/**
 * What does not hold of one ledger: pages edited, removed, inserted or moved, and heads on the breach's chain that are
 * no page of it. Pure.
 * @param heads those that the breach's stream names for this ledger
 */
export function ledgerFindings(
  ledger: string,
  pages: readonly LedgerPage[],
  heads: readonly LedgerHead[],
): LedgerFinding[] {
  const findings: LedgerFinding[] = [];
  const find = (page: number, problem: string) => findings.push({ ledger, page, problem });
  let before = EMPTY_LEDGER;
  for (const page of pages) {
    if (page.ledger !== ledger) find(page.page, `belongs to ${page.ledger}`);
    if (hashPage(page) !== page.hash) find(page.page, 'was edited: its hash is not that of its entries');
    if (page.page !== before.page + 1) find(page.page, `follows page ${before.page}: pages were removed or moved`);
    if (page.prev !== before.hash) find(page.page, `does not continue page ${before.page} as it stands`);
    before = { page: page.page, hash: page.hash };
  }
  for (const head of heads) {
    const isKnown = head.page === 0 || pages.find(({ page }) => page === head.page)?.hash === head.hash;
    if (!isKnown) find(head.page, 'is not the page that the breach’s own chain names: cut short or rewritten');
  }
  return findings;
}
