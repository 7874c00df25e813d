import { trusted } from 'mongoose';
import { requireText } from './driver.ts';
import { breachModel } from './projections.ts';
import type { Store } from './store.ts';

/** Breaches with open tasks, the earliest limit first, at most `limit`. @param owners only where one of them has one */
export async function readBreachesWithTasks(
  store: Store,
  { owners, limit }: { owners?: readonly string[]; limit: number },
): Promise<string[]> {
  requireText(...(owners ?? []));
  const filter = {
    taskAt: trusted({ $gt: '' }),
    ...(owners !== undefined && { taskOwners: trusted({ $in: [...owners] }) }),
  };
  const found = await breachModel(store).find(filter, { _id: 1 }).sort({ taskAt: 1, _id: 1 }).limit(limit).lean();
  return found.map(({ _id }) => _id);
}
