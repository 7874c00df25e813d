import type { ErrorCode } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { type AlertDoc, alertsOf } from './alert-record.ts';
import { answerOf } from './driver.ts';
import type { Store } from './store.ts';

/**
 * Who reads which alert. One is leased to one reader at a time, and any other may take it once the lease has run out.
 */

/** Of what is taken of a source, where others of it were never judged: all come to their turn. */
const SHARE_AGAIN = 1 / 4;

const LEASE = { leaseOwner: '', leaseUntil: '' } as const;

/**
 * Leases waiting alerts to `owner`, from now (`at`) until `until`, both in UTC: the oldest of each source, each source
 * as many, so that the storm of one holds up no other. At most `limit` together, and `bytes` of what they hold. Of a
 * source, those come first that were never judged; those to be judged again have a quarter, and what is left.
 */
export async function claimAlerts(
  store: Store,
  { owner, at, until, limit, bytes }: { owner: string; at: Instant; until: Instant; limit: number; bytes: number },
): Promise<AlertDoc[]> {
  const free = { status: 'waiting' as const, leaseUntil: { $not: { $gt: at } } };
  const alerts = alertsOf(store);
  const sources = await sourcesOf(store, free);
  if (sources.length === 0) return [];
  const share = Math.ceil(limit / sources.length);
  const found = await Promise.all(
    sources.map(async (source) => {
      // Each is the order of the index of what waits, where one that was never judged has no `againAt`.
      const oldest = ($exists: boolean) =>
        answerOf(
          alerts
            .find({ ...free, source, againAt: { $exists } }, { projection: { size: 1 } })
            .sort({ againAt: 1, receivedAt: 1, _id: 1 })
            .limit(share)
            .toArray(),
        );
      const [fresh, again] = await Promise.all([oldest(false), oldest(true)]);
      const places = Math.min(again.length, Math.max(Math.floor(share * SHARE_AGAIN), share - fresh.length));
      return [...fresh.slice(0, share - places), ...again.slice(0, places)];
    }),
  );
  const ids = found.flatMap((ofSource) => within(ofSource, Math.floor(bytes / sources.length)));
  const lease = { leaseOwner: owner, leaseUntil: until };
  // Another reader that looked at the same moment may have been first: the update decides.
  await answerOf(alerts.updateMany({ ...free, _id: { $in: ids } }, { $set: lease, $inc: { claims: 1 } }));
  return answerOf(
    alerts
      .find({ _id: { $in: ids }, ...lease })
      .sort({ receivedAt: 1, _id: 1 })
      .toArray(),
  );
}

/** The sources of which something waits, by steps from one to the next in the index. */
async function sourcesOf(store: Store, free: object): Promise<string[]> {
  const sources: string[] = [];
  for (;;) {
    const after = { ...free, source: { $gt: sources.at(-1) ?? '' } };
    const next = await answerOf(alertsOf(store).findOne(after, { projection: { source: 1 }, sort: { source: 1 } }));
    if (next === null) return sources;
    sources.push(next.source);
  }
}

/** The first of them, at least one. */
function within(docs: readonly Pick<AlertDoc, '_id' | 'size'>[], bytes: number): string[] {
  let sum = 0;
  const ids: string[] = [];
  for (const { _id, size } of docs) {
    sum += size;
    if (ids.length > 0 && sum > bytes) break;
    ids.push(_id);
  }
  return ids;
}

/** Gives back what `owner` has leased, all of it or some. */
export async function releaseAlerts(store: Store, owner: string, ids?: readonly string[]): Promise<void> {
  const which = ids === undefined ? {} : { _id: { $in: [...ids] } };
  const leased = { ...which, status: 'waiting' as const, leaseOwner: owner };
  await answerOf(alertsOf(store).updateMany(leased, { $unset: LEASE }));
}

/** They wait, and are not tried before `until` (UTC). `code`: why, where it was a failure. */
export async function putOff(
  store: Store,
  owner: string,
  ids: readonly string[],
  { until, code }: { until: Instant; code?: ErrorCode },
): Promise<void> {
  if (ids.length === 0) return;
  const failure = code === undefined ? {} : { code };
  await answerOf(
    alertsOf(store).updateMany(
      { _id: { $in: [...ids] }, status: 'waiting', leaseOwner: owner },
      { $set: { leaseUntil: until, ...failure }, $unset: { leaseOwner: '' }, $inc: { attempts: 1 } },
    ),
  );
}
