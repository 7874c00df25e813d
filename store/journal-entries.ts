import { breachChain, type JournalEntry } from '../domain/audit/anchor.ts';
import { answerOf, collectionOf } from './driver.ts';
import type { Store } from './store.ts';

/** Entries of the journal as an evidence pack has them: what is hashed, and the hash. */

type JournalDoc = Pick<JournalEntry, 'heads' | 'prev' | 'hash'> & { _id: number };
/** What proves an entry to us alone is left out. */
const SHOWN = { projection: { mac: 0 } };

/** The hash of the entry of a number; null where there is none. */
export async function readJournalHash(store: Store, seq: number): Promise<string | null> {
  const doc = await answerOf(journalOf(store).findOne({ _id: seq }));
  return doc?.hash ?? null;
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
  return { seq, ...entry };
}

function journalOf(store: Store) {
  return collectionOf<JournalDoc>(store, 'journal');
}
