import type { Instant } from '../domain/time.ts';
import { answerOf, collectionOf } from './driver.ts';
import type { Store } from './store.ts';

/** STUB of the journal of heads, which is built elsewhere: to be dropped by whoever merges. */

/** The journal's last entry; null where there is none. `hash`: hex SHA-256 of it. */
export async function readJournalHead(store: Store): Promise<{ seq: number; hash: string; at: Instant } | null> {
  const journal = collectionOf<{ _id: number; hash: string; at: Instant }>(store, 'journal');
  const [last] = await answerOf(journal.find().sort({ _id: -1 }).limit(1).toArray());
  return last === undefined ? null : { seq: last._id, hash: last.hash, at: last.at };
}
