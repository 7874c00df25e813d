import { noticesOf } from '../notices.ts';
import type { Store } from '../store.ts';

/** Answers to notices of a breach that was closed: news that a person looks at, and may open it again for. */

/** `misuse`: one of them speaks of misuse. */
export type LateAnswers = { breachId: string; count: number; misuse: boolean };

/** Breaches that late answers wait in, at most `limit`; of one breach alone where it is named. */
export async function readLateAnswers(store: Store, limit: number, breachId?: string): Promise<LateAnswers[]> {
  const groups = noticesOf(store).aggregate<{ _id: string; count: number; misuse: boolean }>([
    { $match: { isLate: true, ...(breachId !== undefined && { breachId }) } },
    { $group: { _id: '$breachId', count: { $sum: 1 }, misuse: { $max: '$misuse' } } },
    { $sort: { _id: -1 } },
    { $limit: limit },
  ]);
  return (await groups.toArray()).map(({ _id, ...found }) => ({ breachId: _id, ...found }));
}

/** Somebody opened the breach again: they are looked at with the rest. */
export async function forgetLateAnswers(store: Store, breachId: string): Promise<void> {
  await noticesOf(store).updateMany({ breachId, isLate: true }, { $unset: { isLate: true } });
}
