import { type ClientSession, type Model, trusted } from 'mongoose';
import { type Instant, MINUTE_MS, toMs } from '../../domain/time.ts';
import type { Store } from '../store.ts';
import type { SecondFactorDoc } from './collections.ts';
import { isGenuine } from './grants.ts';

/** The id of the second factor that a user has enrolled: a new one with each enrolment. Null where there is none. */
export async function readFactorId(store: Store, userId: string, session?: ClientSession): Promise<string | null> {
  const doc = await model(store)
    .findOne({ userId, verified: true }, null, session === undefined ? {} : { session })
    .lean();
  return doc !== null && isGenuine(store.keyring, 'twoFactor', doc) ? doc._id : null;
}

/** So many wrong codes lock for so long (NIST SP 800-63B, 5.2.2). */
export const WRONG_CODES = 5;
export const LOCKED_MS = 15 * MINUTE_MS;

/** Whether no code of a user's second factor is taken for now, since wrong ones were given in a session of theirs. */
export async function isFactorLocked(store: Store, userId: string, at: Instant): Promise<boolean> {
  const locked = { userId, lockedUntil: trusted({ $gt: new Date(toMs(at)) }) };
  return (await model(store).exists(locked)) !== null;
}

/**
 * Counts a code that is given in a session before it is looked at, so that a thousand at once are five as well. The
 * right code clears the count.
 * @returns false while codes are refused
 */
export async function countFactorTry(store: Store, userId: string, at: Instant): Promise<boolean> {
  const now = new Date(toMs(at));
  // A lock that is over is still noted, and with it the count that led to it.
  const isFirst = { $ne: ['$lockedUntil', null] };
  const isLast = { $gte: ['$failedVerificationCount', WRONG_CODES] };
  const { matchedCount } = await model(store).updateOne(
    { userId, $or: [{ lockedUntil: null }, { lockedUntil: trusted({ $lte: now }) }] },
    [
      { $set: { failedVerificationCount: { $cond: [isFirst, 1, { $add: ['$failedVerificationCount', 1] }] } } },
      { $set: { lockedUntil: { $cond: [isLast, new Date(now.getTime() + LOCKED_MS), null] } } },
    ],
    { updatePipeline: true },
  );
  return matchedCount === 1;
}

/** Forgets wrong codes after a right one. */
export async function clearFactorTries(store: Store, userId: string): Promise<void> {
  await model(store).updateOne({ userId }, { $set: { failedVerificationCount: 0, lockedUntil: null } });
}

function model(store: Store): Model<SecondFactorDoc> {
  return store.connection.model<SecondFactorDoc>('secondFactors');
}
