import { hashEntry, type JournalEntry } from '../../domain/audit/anchor.ts';
import { CHAIN_START } from '../../domain/audit/chain.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from '../../store/store.ts';

/** Entries of a journal, one for each list of heads. */
export function journalOf(heads: readonly JournalEntry['heads'][], at: Instant): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const each of heads) {
    const before = entries.at(-1);
    const entry = { seq: entries.length + 1, at, heads: each, earlierUntil: null, prev: before?.hash ?? CHAIN_START };
    entries.push({ ...entry, hash: hashEntry({ ...entry, hash: '' }) });
  }
  return entries;
}

/** Puts such a journal in the place of the one that is there. */
export async function replaceJournal(store: Store, entries: readonly JournalEntry[]): Promise<void> {
  const journal = store.connection.collection('journal');
  await journal.deleteMany({});
  const docs = entries.map(({ seq, ...entry }) => ({ _id: seq as never, ...entry, mac: 'not looked at here' }));
  if (docs.length > 0) await journal.insertMany(docs);
}
