import { breachChain, type JournalEntry } from '../domain/audit/anchor.ts';
import type { ChainHead } from '../domain/audit/chain.ts';
import { answerOf, collectionOf } from './driver.ts';
import { chainOf } from './heads.ts';
import type { Store } from './store.ts';

/** Entries of the journal as an anchor and an evidence pack have them: what is hashed, and the hash. */

type JournalDoc = Omit<JournalEntry, 'seq'> & Pick<JournalEntry, 'heads' | 'prev' | 'hash'> & { _id: number };
/** What proves an entry to us alone is left out. */
const SHOWN = { projection: { at: 1, heads: 1, earlierUntil: 1, prev: 1, hash: 1 } };
const OF_ANCHOR = new RegExp(`^${chainOf.anchor('')}`);

/**
 * What is to be anchored: the last entry that names more than anchors. An anchor makes the journal longer too, and asks
 * for no further one. Null where there is none.
 */
export async function readHeadToAnchor(store: Store): Promise<ChainHead | null> {
  const found = journalOf(store).find({ heads: { $elemMatch: { of: { $not: OF_ANCHOR } } } });
  // From the end, where it is found at once.
  const [doc] = await answerOf(found.sort({ _id: -1 }).hint({ _id: 1 }).limit(1).toArray());
  return doc === undefined ? null : { seq: doc._id, hash: doc.hash };
}

/** Those of these heads that are not in the journal. */
export async function notInJournal(store: Store, heads: readonly ChainHead[]): Promise<ChainHead[]> {
  const among = { _id: { $in: heads.map(({ seq }) => seq) } };
  const docs = await answerOf(
    journalOf(store)
      .find(among, { projection: { hash: 1 } })
      .toArray(),
  );
  const hashes = new Map(docs.map(({ _id, hash }) => [_id, hash]));
  return heads.filter(({ seq, hash }) => hashes.get(seq) !== hash);
}

/** The last entry that names an event of a breach and is not after number `to`; null where none does. */
export async function readLastEntryOf(store: Store, breachId: string, to: number): Promise<JournalEntry | null> {
  const found = journalOf(store).find({ 'heads.of': breachChain(breachId), _id: { $lte: to } }, SHOWN);
  const [doc] = await answerOf(found.sort({ _id: -1 }).limit(1).toArray());
  return doc === undefined ? null : entryOf(doc);
}

/** The entries from one number to another, both included, in order. */
export async function readJournalEntries(store: Store, from: number, to: number): Promise<JournalEntry[]> {
  const found = journalOf(store).find({ _id: { $gte: from, $lte: to } }, SHOWN);
  return (await answerOf(found.sort({ _id: 1 }).toArray())).map(entryOf);
}

function entryOf({ _id: seq, ...entry }: JournalDoc): JournalEntry {
  return { ...entry, seq };
}

function journalOf(store: Store) {
  return collectionOf<JournalDoc>(store, 'journal');
}
