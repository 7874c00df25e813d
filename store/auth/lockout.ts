import { type Model, trusted } from 'mongoose';
import { type Instant, MINUTE_MS, toMs } from '../../domain/time.ts';

/** So many wrong codes lock for so long, over all sessions and challenges (NIST SP 800-63B, 5.2.2). */
export const WRONG_CODES = 5;
export const LOCKED_MS = 15 * MINUTE_MS;

/** What counts wrong codes of one user, named as the sign-in library names it. */
export type Lockable = { failedVerificationCount: number; lockedUntil: Date | null };

/**
 * Counts a try before its code is looked at, so that a thousand at once are five as well. The right code clears the
 * count.
 * @returns what the user's codes are checked against; null while they are locked, and where there is none
 */
export async function countTry<T extends Lockable>(model: Model<T>, user: Partial<T>, at: Instant): Promise<T | null> {
  const now = new Date(toMs(at));
  // A lock that is over is still noted, and with it the count that led to it.
  const isFirst = { $ne: ['$lockedUntil', null] };
  const isLast = { $gte: ['$failedVerificationCount', WRONG_CODES] };
  const doc = await model
    .findOneAndUpdate(
      { ...user, $or: [{ lockedUntil: null }, { lockedUntil: trusted({ $lte: now }) }] },
      [
        { $set: { failedVerificationCount: { $cond: [isFirst, 1, { $add: ['$failedVerificationCount', 1] }] } } },
        { $set: { lockedUntil: { $cond: [isLast, new Date(now.getTime() + LOCKED_MS), null] } } },
      ],
      { returnDocument: 'after', updatePipeline: true },
    )
    .lean();
  return doc as T | null;
}

/** Forgets wrong codes after a right one. */
export async function clearTries<T extends Lockable>(model: Model<T>, user: Partial<T>): Promise<void> {
  await model.updateOne({ ...user }, { $set: { failedVerificationCount: 0, lockedUntil: null } });
}

/** Whether the codes of a user are refused for now. */
export async function isLocked<T extends Lockable>(model: Model<T>, user: Partial<T>, at: Instant): Promise<boolean> {
  const locked = { ...user, lockedUntil: trusted({ $gt: new Date(toMs(at)) }) };
  return (await model.exists(locked)) !== null;
}
