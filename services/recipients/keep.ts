import { TocsinError } from '../../domain/errors.ts';
import { dropUnfinishedList, listHeldLists, sealList } from '../../store/recipient-lists.ts';
import type { Store } from '../../store/store.ts';

/**
 * Ends the waiting of a list that was read: it is kept and counts from now on, or is forgotten as if it had never come.
 *
 * @throws TocsinError `not-found` where no such list waits, as after it was kept
 */
export async function settleList(
  store: Store,
  { breachId, name, act }: { breachId: string; name: string; act: 'keep' | 'discard' },
): Promise<void> {
  const listId = `${breachId}~${name}`;
  const held = await listHeldLists(store, breachId);
  if (!held.some((list) => list.listId === listId))
    throw new TocsinError('not-found', `No list of ${breachId} of this id waits to be kept.`, 'list');
  if (act === 'keep') await sealList(store, listId);
  else await dropUnfinishedList(store, listId);
}
