import type { ClientSession } from 'mongoose';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { noticesOf } from '../notices.ts';
import type { Store } from '../store.ts';
import { markNews } from './pages.ts';

/** Answers to notices of a breach that was closed: news that a person looks at, and may open it again for. */

/** `misuse`: one of them speaks of misuse. */
export type LateAnswers = { breachId: string; count: number; misuse: boolean };

/** Breaches that late answers wait in, at most `limit`; of one breach alone where it is named. */
export async function readLateAnswers(store: Store, limit: number, breachId?: string): Promise<LateAnswers[]> {
  const groups = noticesOf(store).aggregate<{ _id: string; count: number; misuse: boolean }>([
    { $match: { isLate: true, ...(breachId !== undefined && { breachId }) } },
    { $group: { _id: '$breachId', count: { $sum: 1 }, misuse: { $max: { $ifNull: ['$isLateMisuse', '$misuse'] } } } },
    { $sort: { _id: -1 } },
    { $limit: limit },
  ]);
  return (await groups.toArray()).map(({ _id, ...found }) => ({ breachId: _id, ...found }));
}

/**
 * Where somebody opened the breach again, in the very transaction that records it: what was answered while it was
 * closed counts with the rest from now on, so that a sign of misuse in it is told and dealt with.
 */
export async function takeInLateAnswers(
  store: Store,
  session: ClientSession,
  breachId: string,
  events: readonly BreachEvent[],
): Promise<void> {
  if (!events.some(({ type }) => type === 'reopened')) return;
  const known = { isLate: true, isLateMisuse: true } as const;
  await noticesOf(store).updateMany({ breachId, isLate: true }, { $unset: known }, { session });
  await markNews(store, breachId, session);
}
