import type { Person } from '../domain/people/person.ts';
import { createTally, type PeopleCount } from '../domain/people/tally.ts';
import { openJson } from './crypto/seal.ts';
import { lists } from './list-record.ts';
import { recipientContext, recipientsOf, unaddressedOf } from './recipients.ts';
import type { Store } from './store.ts';

/** The people of all lists of a breach, each once, and over how many lists they were counted. */
export type PeopleOfLists = PeopleCount & { of: number };

/**
 * Counts the people of all finished lists of a breach as one; null where there is none. What was counted is kept beside
 * the newest list until another one comes.
 */
export async function countPeople(store: Store, breachId: string): Promise<PeopleOfLists | null> {
  const docs = await lists(store).find({ breachId, sealed: true }).sort({ createdAt: -1 }).lean();
  const [newest] = docs;
  if (newest === undefined) return null;
  const known = docs.find(({ together }) => together?.of === docs.length)?.together;
  if (known !== undefined) return known;
  const together = {
    ...(await tallyOf(
      store,
      docs.map(({ _id }) => _id),
    )),
    of: docs.length,
  };
  await lists(store).updateOne({ _id: newest._id }, { $set: { together } });
  return together;
}

/** Opens every row: who somebody is, is sealed. */
async function tallyOf(store: Store, listIds: readonly string[]): Promise<PeopleCount> {
  const tally = createTally();
  const rows = recipientsOf(store).find({ listId: { $in: listIds.flatMap((id) => [id, unaddressedOf(id)]) } });
  for await (const { listId, n, person } of rows.project<{ listId: string; n: number; person: string }>(ROW)) {
    tally.add(openedOr(store, person, recipientContext(listId, n)));
  }
  return tally.count();
}

const ROW = { _id: 0, listId: 1, n: 1, person: 1 };

/** Of a row that does not open nobody knows who it is: somebody of their own. */
function openedOr(store: Store, person: string, context: string): Person {
  try {
    return openJson<Person>(store.keyring, person, context);
  } catch {
    return { name: '', email: '', language: '', ids: [context] };
  }
}
