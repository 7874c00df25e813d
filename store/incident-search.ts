import { openOr } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { openSought, type RegisterDoc, type SoughtWords } from './register-index.ts';
import type { Store } from './store.ts';

/** One incident as a search sees it: a title that does not open is marked. */
export type Sought = SoughtWords & { breachId: string };

/** So many are opened before other requests get their turn. */
const AT_ONCE = 2_000;

/** What a search looks through of the newest incidents, from the small documents of the register, in batches. */
export async function* eachSought(store: Store, limit: number): AsyncGenerator<Sought[]> {
  const cursor = collectionOf<RegisterDoc>(store, 'register')
    .find({}, { projection: { words: 1 }, batchSize: AT_ONCE, limit })
    .sort({ openedAt: -1, _id: -1 });
  try {
    while (await answerOf(cursor.hasNext())) {
      yield cursor
        .readBufferedDocuments()
        .map(({ _id, words = null }) => ({ breachId: _id, ...opened(store, _id, words) }));
    }
  } finally {
    await cursor.close();
  }
}

function opened({ keyring }: Store, _id: string, words: string | null): SoughtWords {
  const none = { title: '', receipts: [] };
  return openOr(
    words,
    () => openSought(keyring, { _id, words }) ?? none,
    (mark) => ({ ...none, title: mark }),
  );
}
