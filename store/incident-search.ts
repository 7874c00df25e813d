import { type Sieve, sieveOf } from '../domain/word-search.ts';
import { openOr } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { openSought, type RegisterDoc, type SoughtWords } from './register-index.ts';
import type { Store } from './store.ts';

/** What may be in the words of an incident; they are opened only where a search needs them. */
export type Sought = { breachId: string; title: Sieve; receipts: Sieve; open(): SoughtWords };

/** So many are looked at before other requests get their turn. */
const AT_ONCE = 2_000;

type Sieves = Pick<Sought, 'title' | 'receipts'>;
/** Of each sealed value that the last search met: one that is sealed anew, or erased, is met no more. */
const known = new WeakMap<Store, ReadonlyMap<string, Sieves>>();

/** What a search looks through of the newest incidents, from the small documents of the register, in batches. */
export async function* eachSought(store: Store, limit: number): AsyncGenerator<Sought[]> {
  const before = known.get(store);
  const met = new Map<string, Sieves>();
  const cursor = collectionOf<RegisterDoc>(store, 'register')
    .find({}, { projection: { words: 1 }, batchSize: AT_ONCE, limit })
    .sort({ openedAt: -1, _id: -1 });
  try {
    while (await answerOf(cursor.hasNext())) {
      yield cursor.readBufferedDocuments().map(({ _id: breachId, words = null }) => {
        const open = () => opened(store, breachId, words);
        const sieves = before?.get(words ?? '') ?? sievesOf(breachId, open());
        if (words !== null) met.set(words, sieves);
        return { breachId, ...sieves, open };
      });
    }
  } finally {
    known.set(store, met);
    await cursor.close();
  }
}

/** The reference is looked for with the title. */
function sievesOf(breachId: string, { title, receipts }: SoughtWords): Sieves {
  return { title: sieveOf([breachId, title]), receipts: sieveOf(receipts) };
}

/** A title that does not open is marked. */
function opened({ keyring }: Store, _id: string, words: string | null): SoughtWords {
  const none = { title: '', receipts: [] };
  return openOr(
    words,
    () => openSought(keyring, { _id, words }) ?? none,
    (mark) => ({ ...none, title: mark }),
  );
}
