import type { mongo } from 'mongoose';
import type { AskedKey } from '../domain/breach/incident-keys.ts';
import { answerOf, collectionOf, requireText } from './driver.ts';
import type { RegisterDoc } from './register-index.ts';
import type { Store } from './store.ts';

/** The list of incidents by what it is filtered by, from the small documents of the register. */

/** Ids of the newest incidents that have all these keys. */
export async function idsWith(
  store: Store,
  keys: readonly AskedKey[],
  conditions: object,
  limit: number,
): Promise<string[]> {
  requireText(...keys.flat());
  const each = keys.map((key) => ({ keys: typeof key === 'string' ? key : { $in: [...key] } }));
  const filter = { $and: [...each, conditions] } as mongo.Filter<RegisterDoc>;
  const found = collectionOf<RegisterDoc>(store, 'register')
    .find(filter, { projection: { _id: 1 } })
    .sort({ openedAt: -1, _id: -1 })
    .limit(limit);
  return (await answerOf(found.toArray())).map(({ _id }) => _id);
}

/** How many values of the filters are told, the most frequent first. */
const MOST_VALUES = 500;

/** How many incidents have each key, exercises or what is real, or both. */
export async function countIncidentKeys(
  store: Store,
  { exercise }: { exercise?: boolean },
): Promise<{ key: string; count: number }[]> {
  const counted = collectionOf<RegisterDoc>(store, 'register').aggregate<{ _id: string; count: number }>([
    ...(exercise === undefined ? [] : [{ $match: { exercise } }]),
    { $project: { keys: 1 } },
    { $unwind: '$keys' },
    { $group: { _id: '$keys', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
    { $limit: MOST_VALUES },
  ]);
  return (await answerOf(counted.toArray())).map(({ _id: key, count }) => ({ key, count }));
}
