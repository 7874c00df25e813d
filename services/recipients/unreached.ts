import { TocsinError } from '../../domain/errors.ts';
import { readList } from '../../store/recipient-lists.ts';
import { listRecipients, unaddressedOf } from '../../store/recipients.ts';
import type { Store } from '../../store/store.ts';

/** Somebody whom no mail reaches: they are told by a letter by post, or by a public communication (Art. 34(3)(c)). */
export type Unreached = { n: number; name: string; ids: readonly string[]; countries: readonly string[] };

export type UnreachedPage = { people: Unreached[]; next: number | null };

/**
 * People of a list that counts who have no address for mail, in its order.
 *
 * @param list what its id ends with
 * @throws TocsinError `not-found` where the breach has no such list
 */
export async function readUnreached(
  store: Store,
  breachId: string,
  { list, after, limit }: { list: string; after: number; limit: number },
): Promise<UnreachedPage> {
  const known = await readList(store, `${breachId}~${list}`);
  if (known === null) {
    throw new TocsinError('not-found', `${breachId} has no list of this id, or it is not kept yet.`, 'list');
  }
  const { people, next } = await listRecipients(store, unaddressedOf(known.listId), { after, limit });
  const shown = people.map(({ n, name, ids = [], countries = [] }) => ({ n, name, ids, countries }));
  return { people: shown, next };
}
