import type { Instant } from '../domain/time.ts';
import { alertsOf } from './alert-record.ts';
import { answerOf } from './driver.ts';
import type { Store } from './store.ts';

/** Dead letters that nobody was told of and nobody has looked at, up to an instant; tests are none. */

export type UntoldDead = { source: string; code: string; count: number };

const UNTOLD = {
  // Named, so that the index of dead letters is taken.
  ...{ status: 'dead' as const, source: { $gt: '' } },
  ...{ toldAt: { $exists: false }, seenAt: { $exists: false }, isTest: { $exists: false } },
};

/** How many of each source, for which reason. */
export async function readUntoldDead(store: Store, until: Instant): Promise<UntoldDead[]> {
  const counted = alertsOf(store).aggregate<{ _id: { source: string; code?: string }; count: number }>([
    { $match: { ...UNTOLD, settledAt: { $lte: until } } },
    { $group: { _id: { source: '$source', code: '$code' }, count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
  ]);
  return (await answerOf(counted.toArray())).map(({ _id: { source, code = 'internal' }, count }) => {
    return { source, code, count };
  });
}

/** Those that {@link readUntoldDead} gave were told. */
export async function markDeadTold(store: Store, until: Instant): Promise<void> {
  const filter = { ...UNTOLD, settledAt: { $lte: until } };
  await answerOf(alertsOf(store).updateMany(filter, { $set: { toldAt: until } }));
}
