import type { ClientSession } from 'mongoose';
import { Schema } from 'mongoose';
import {
  EMPTY_LEDGER,
  ENTRIES_PER_PAGE,
  type LedgerEntry,
  type LedgerPage,
  linkPage,
} from '../../domain/audit/ledger.ts';
import type { LedgerHead } from '../../domain/communication/standing.ts';
import { macOf } from '../crypto/mac.ts';
import { collectionOf, requireText } from '../driver.ts';
import { chainOf, noteHeads } from '../heads.ts';
import { defineSchema, flag, integer, optionalText, text } from '../schema.ts';
import type { Store } from '../store.ts';

/** The chained pages of the ledgers, and where each ledger ends. */

type LedgerDoc = {
  /** The ledger's name. */
  _id: string;
  breachId: string;
  page: number;
  hash: string;
  /** Whether the workflow has yet to hear of pages that others wrote, the last of which is `newsPage`. */
  isNews: boolean;
  newsPage?: number;
  /** When somebody last took it upon them to tell it, by the database's clock, and up to which of those pages. */
  takenAt?: Date | null;
  takenPage?: number | null;
  /** Grows with every turn at writing to the ledger; absent before the second page. */
  turns?: number;
};
/** `mac` covers the whole chain up to the page; none in one that no version since 0.5 wrote. */
export type PageDoc = LedgerPage & { _id: string; mac?: string | null };

export const ledgerSchema = defineSchema<LedgerDoc>({
  _id: text,
  breachId: text,
  page: integer,
  hash: text,
  isNews: flag,
  newsPage: Number,
  takenAt: Date,
  takenPage: Number,
  turns: Number,
})
  .index({ breachId: 1 })
  .index({ isNews: 1 }, { partialFilterExpression: { isNews: true } });

export const ledgerPageSchema = defineSchema<PageDoc>({
  /** `<ledger>/<page>` */
  _id: text,
  ledger: text,
  page: integer,
  entries: { type: [Schema.Types.Mixed as never], required: true },
  prev: text,
  hash: text,
  mac: optionalText,
}).index({ ledger: 1, page: 1 }, { unique: true });

/** Where a ledger ends. */
export async function readLedgerHead(store: Store, ledger: string, session?: ClientSession): Promise<LedgerHead> {
  return headIn(await ledgers(store).findOne({ _id: ledger }, { ...(session && { session }) }));
}

function headIn(doc: LedgerDoc | null): LedgerHead {
  return doc === null ? EMPTY_LEDGER : { page: doc.page, hash: doc.hash };
}

const NEXT_TURN = { $inc: { turns: 1 } };

/**
 * First in a transaction that writes to a ledger: whoever comes second meets a conflict here, before the work is done
 * and not after it. Gives where the ledger ends.
 */
export async function takeTurn(store: Store, ledger: string, session: ClientSession): Promise<LedgerHead> {
  return headIn(await ledgers(store).findOneAndUpdate({ _id: ledger }, NEXT_TURN, { session }));
}

/**
 * Waits until nobody else is writing to the ledger. Transactions that conflict fail at once, so a process that only
 * tried again could lose for seconds; a write outside a transaction waits in the database for the one that is under
 * way.
 */
export async function awaitTurn(store: Store, ledger: string): Promise<void> {
  await ledgers(store).updateOne({ _id: ledger }, NEXT_TURN, { writeConcern: { w: 1 } });
}

/**
 * Writes entries to the end of a ledger's chain. To be called in the transaction that changes their rows.
 * @param before where the ledger ends, as it was read in the same transaction
 */
export async function appendEntries(
  store: Store,
  session: ClientSession,
  { ledger, breachId }: { ledger: string; breachId: string },
  before: LedgerHead,
  entries: readonly LedgerEntry[],
  isNews: boolean,
): Promise<void> {
  if (entries.length === 0) return;
  const docs: PageDoc[] = [];
  let head = before;
  for (let start = 0; start < entries.length; start += ENTRIES_PER_PAGE) {
    const page = linkPage(ledger, head, entries.slice(start, start + ENTRIES_PER_PAGE));
    const mac = macOf(store.keyring, 'ledger-page', guardedOf(page));
    docs.push({ _id: `${ledger}/${page.page}`, ...page, mac });
    head = page;
  }
  await pages(store).insertMany(docs, { session, ordered: true });
  const { page, hash } = head;
  await noteHeads(store, [{ of: chainOf.ledger(ledger), seq: page, hash }], session);
  await ledgers(store).updateOne(
    { _id: ledger },
    {
      $set: { page, hash, ...(isNews && { isNews, newsPage: page }) },
      $setOnInsert: { breachId, ...(!isNews && { isNews }) },
    },
    { session, upsert: true },
  );
}

/** The pages of a ledger in order, as an evidence pack has them. */
export async function* readPages(store: Store, ledger: string): AsyncGenerator<LedgerPage> {
  for await (const { mac, ...page } of readKeyedPages(store, ledger)) yield page;
}

/** The pages of a ledger in order, as they are stored. */
export async function* readKeyedPages(
  store: Store,
  ledger: string,
): AsyncGenerator<LedgerPage & { mac: string | null }> {
  const found = pages(store).find({ ledger }).sort({ page: 1 });
  for await (const { _id, mac = null, ...page } of found) yield { ...page, mac };
}

/** What a page's MAC covers. Its hash covers the rest. */
export function guardedOf({ ledger, page, hash }: Pick<LedgerPage, 'ledger' | 'page' | 'hash'>) {
  return { ledger, page, hash };
}

/** Every entry about one row, oldest first, with the page it stands on. */
export async function readRowEntries(
  store: Store,
  ledger: string,
  row: string,
): Promise<(LedgerEntry & { page: number })[]> {
  requireText(ledger, row);
  const docs = await pages(store).find({ ledger, 'entries.row': row }).sort({ page: 1 }).toArray();
  return docs.flatMap(({ page, entries }) =>
    entries.filter((entry) => entry.row === row).map((entry) => ({ ...entry, page })),
  );
}

/** Names of the ledgers of a breach. */
export async function ledgersOf(store: Store, breachId: string): Promise<string[]> {
  const docs = await ledgers(store).find({ breachId }).sort({ _id: 1 }).toArray();
  return docs.map(({ _id }) => _id);
}

/** Ledgers with pages that their workflow has not heard of. */
export async function ledgersWithNews(store: Store, limit: number): Promise<{ ledger: string; breachId: string }[]> {
  const docs = await ledgers(store).find({ isNews: true }).limit(limit).toArray();
  return docs.map(({ _id: ledger, breachId }) => ({ ledger, breachId }));
}

/** For so long nobody else tells a workflow that somebody has set out to tell. After a crash it is told anew. */
const TELLING_SECONDS = 30;

/** Takes it upon the caller to tell the ledger's workflow. False where somebody else is about to, or has done it. */
export async function takeNews(store: Store, ledger: string): Promise<boolean> {
  const longAgo = { $dateSubtract: { startDate: '$$NOW', unit: 'second', amount: TELLING_SECONDS } };
  const isFree = { $lt: [{ $ifNull: ['$takenAt', new Date(0)] }, longAgo] };
  const { modifiedCount } = await ledgers(store).updateOne({ _id: ledger, isNews: true, $expr: isFree }, [
    { $set: { takenAt: '$$NOW', takenPage: '$newsPage' } },
  ]);
  return modifiedCount === 1;
}

/** Its workflow was told; what others have written since it was taken stays news. */
export async function settleNews(store: Store, ledger: string): Promise<void> {
  const isMore = { $gt: ['$newsPage', '$takenPage'] };
  await ledgers(store).updateOne({ _id: ledger }, [{ $set: { isNews: isMore, takenAt: null, takenPage: null } }]);
}

/** It could not be told after all. */
export async function returnNews(store: Store, ledger: string): Promise<void> {
  await ledgers(store).updateOne({ _id: ledger }, { $set: { takenAt: null, takenPage: null } });
}

/**
 * A breach that was closed heard of nothing: whoever opens it again has all of its ledgers told anew, also those that
 * somebody is just telling.
 */
export async function markNews(store: Store, breachId: string, session: ClientSession): Promise<void> {
  const news = { isNews: true, newsPage: '$page', takenPage: null };
  await ledgers(store).updateMany({ breachId }, [{ $set: news }], { session });
}

function ledgers(store: Store) {
  return collectionOf<LedgerDoc>(store, 'ledgers');
}

export function pages(store: Store) {
  return collectionOf<PageDoc>(store, 'ledgerPages');
}
