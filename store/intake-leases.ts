import { trusted } from 'mongoose';
import type { Instant } from '../domain/time.ts';
import { intakeModel } from './intake-record.ts';
import { breachModel } from './projections.ts';
import type { Store } from './store.ts';

/**
 * Who relays which intake record. A record is leased to one relay at a time, and any other may take it once the lease
 * has run out. Records of one breach keep their order.
 */

/** A record whose turn it is. `isAgain`: it may have been relayed before, wholly or in part. */
export type LeasedIntake = { id: string; attempts: number; isAgain: boolean; requestId?: string | undefined };

/** What failed before comes after what did not, so that it holds up nothing. */
const ORDER = { attempts: 1, receivedAt: 1, _id: 1 } as const;
const LEASE = { leaseOwner: 1, leaseUntil: 1 } as const;

/**
 * Leases up to `limit` waiting records to `owner`, from now (`at`) until `until`, both in UTC: the first ones, of
 * breaches that no relay works on. Each goes to one owner alone. Whether its turn has come is for {@link leasedInOrder}
 * to say.
 *
 * @returns how many of each breach, by its id
 */
export async function claimIntake(
  store: Store,
  { owner, at, until, limit }: { owner: string; at: Instant; until: Instant; limit: number },
): Promise<Map<string, number>> {
  const intake = intakeModel(store);
  const leased = { status: 'pending' as const, leaseOwner: trusted({ $ne: null }), leaseUntil: trusted({ $gt: at }) };
  const busy = await intake.distinct('breachId', leased);
  const free = { status: 'pending' as const, leaseUntil: trusted({ $not: { $gt: at } }) };
  const waiting = await intake
    .find({ ...free, breachId: trusted({ $nin: busy }) }, { _id: 1 })
    .sort(ORDER)
    .limit(limit)
    .lean();
  const _id = trusted({ $in: waiting.map((doc) => doc._id) });
  const lease = { leaseOwner: owner, leaseUntil: until };
  // A relay that looked at the same moment may have been first: the update decides.
  if (waiting.length > 0) await intake.updateMany({ _id, ...free }, { $set: lease, $inc: { claims: 1 } });
  const taken =
    waiting.length === 0
      ? []
      : await intake
          .find({ _id, ...lease }, { breachId: 1 })
          .sort(ORDER)
          .lean();
  const counts = new Map<string, number>();
  for (const { breachId } of taken) {
    if (breachId !== null) counts.set(breachId, (counts.get(breachId) ?? 0) + 1);
  }
  return counts;
}

/**
 * The records of one breach that `owner` may relay now, in order, at most `limit`: up to the first one that another
 * relay has, or that waits to be leased.
 */
export async function leasedInOrder(
  store: Store,
  { owner, breachId, limit, at }: { owner: string; breachId: string; limit: number; at: Instant },
): Promise<LeasedIntake[]> {
  // What failed and waits for its next attempt has lost its place.
  const inLine = [{ leaseOwner: trusted({ $ne: null }) }, { leaseUntil: trusted({ $not: { $gt: at } }) }];
  const line = await intakeModel(store)
    .find({ status: 'pending', breachId, $or: inLine }, { leaseOwner: 1, attempts: 1, claims: 1, requestId: 1 })
    .sort(ORDER)
    .limit(limit)
    .lean();
  const other = line.findIndex(({ leaseOwner }) => leaseOwner !== owner);
  return (other === -1 ? line : line.slice(0, other)).map(({ _id: id, attempts, claims = 0, requestId }) => {
    return { id, attempts, isAgain: attempts > 0 || claims > 1, requestId };
  });
}

/** Gives back what `owner` has leased, all of it or that of some breaches; it keeps its place in the order. */
export async function releaseIntake(store: Store, owner: string, breachIds?: readonly string[]): Promise<void> {
  const which = breachIds === undefined ? {} : { breachId: trusted({ $in: [...breachIds] }) };
  await intakeModel(store).updateMany({ ...which, status: 'pending', leaseOwner: owner }, { $unset: LEASE });
}

/** The workflow has it. */
export async function markRelayed(store: Store, id: string, at: Instant): Promise<void> {
  const done = { $set: { status: 'relayed', relayedAt: at }, $unset: LEASE } as const;
  await intakeModel(store).updateOne({ _id: id, status: 'pending' }, done);
}

/**
 * Has what was relayed since an instant (UTC) relayed again, of one breach or of all: its workflow was lost, perhaps
 * before it had stored what it was told. Whoever relays leaves out what is recorded.
 */
export async function relayAgain(store: Store, since: Instant, breachId?: string): Promise<void> {
  const which = { status: 'relayed' as const, relayedAt: trusted({ $gte: since }), ...(breachId && { breachId }) };
  await intakeModel(store).updateMany(which, { $set: { status: 'pending', attempts: 1 } });
}

/**
 * Has all that came in for a breach without a stream relayed again.
 *
 * @returns whether anything of it waits to be relayed
 */
export async function beginAgain(store: Store, breachId: string): Promise<boolean> {
  const again = { $set: { status: 'pending', attempts: 1 } } as const;
  await intakeModel(store).updateMany({ breachId, status: 'relayed' }, again);
  return (await intakeModel(store).exists({ breachId, status: 'pending' })) !== null;
}

/**
 * Breaches that something was relayed to and that have no stream, and whether each is an exercise. Their workflows are
 * about to store it, or were lost before. Reads two indexes alone where there are none.
 */
export async function readUnstored(store: Store): Promise<Map<string, boolean>> {
  const taken = (await intakeModel(store).distinct('breachId')).filter((breachId) => breachId !== null);
  const begun = await breachModel(store)
    .find({ _id: trusted({ $in: taken }) }, { _id: 1 })
    .lean();
  const known = new Set(begun.map(({ _id }) => _id));
  const others = taken.filter((breachId) => !known.has(breachId));
  if (others.length === 0) return new Map();
  const docs = await intakeModel(store)
    .find({ breachId: trusted({ $in: others }), status: 'relayed' }, { breachId: 1, exercise: 1 })
    .lean();
  return new Map(docs.map(({ breachId, exercise }) => [breachId ?? '', exercise !== null]));
}

/**
 * It could not be relayed for a reason of its own, and is not tried again before `retryAt` (UTC). `code` is an error
 * code, never a message.
 */
export async function noteRelayFailure(
  store: Store,
  owner: string,
  id: string,
  { code, retryAt }: { code: string; retryAt: Instant },
): Promise<void> {
  await intakeModel(store).updateOne(
    { _id: id, status: 'pending', leaseOwner: owner },
    { $inc: { attempts: 1 }, $set: { lastFailure: code, leaseUntil: retryAt }, $unset: { leaseOwner: 1 } },
  );
}
