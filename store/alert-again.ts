import type { mongo } from 'mongoose';
import type { Instant } from '../domain/time.ts';
import { type AlertDoc, alertsOf } from './alert-record.ts';
import { answerOf, inChunks } from './driver.ts';
import { closedOf } from './references.ts';
import type { Store } from './store.ts';

/** Alerts that are judged again, as the register knows more than it did when they were judged. */

/**
 * Has judged alerts judged again: those of them that belong to no closed incident, of which a person has said what it
 * is. They count nowhere a second time.
 *
 * @param only what else holds of them
 * @returns how many wait to be judged again
 */
export async function judgeAgain(
  store: Store,
  ids: readonly string[],
  at: Instant,
  only: mongo.Filter<AlertDoc> = {},
): Promise<number> {
  let count = 0;
  for (const some of inChunks([...new Set(ids)])) {
    const judged = { ...only, _id: { $in: some }, status: 'judged' as const, isTest: { $exists: false } };
    const docs = await answerOf(
      alertsOf(store)
        .find(judged, { projection: { breachIds: 1 } })
        .toArray(),
    );
    const closed = await closedOf(store, [...new Set(docs.flatMap(({ breachIds = [] }) => breachIds))]);
    const open = docs.filter(({ breachIds = [] }) => !breachIds.some((breachId) => closed.has(breachId)));
    const waiting = { $set: { status: 'waiting' as const, againAt: at, attempts: 0 }, $unset: UNSET };
    const which = { ...judged, _id: { $in: open.map(({ _id }) => _id) } };
    count += (await answerOf(alertsOf(store).updateMany(which, waiting))).modifiedCount;
  }
  return count;
}

const UNSET = { settledAt: '', leaseOwner: '', leaseUntil: '' } as const;

/** Alerts that were last judged again since an instant (UTC) on, without their bytes, newest first. */
export async function listJudgedAgain(
  store: Store,
  since: Instant,
  limit: number,
): Promise<Omit<AlertDoc, 'raw' | 'head'>[]> {
  const found = alertsOf(store).find({ againAt: { $gte: since } }, { projection: { raw: 0, head: 0 } });
  return answerOf(found.sort({ againAt: -1, _id: -1 }).limit(limit).toArray());
}
