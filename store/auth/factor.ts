import type { Model } from 'mongoose';
import type { Instant } from '../../domain/time.ts';
import type { Store } from '../store.ts';
import type { SecondFactorDoc } from './collections.ts';
import { clearTries, countTry, isLocked } from './lockout.ts';

/** Whether the codes of a user's second factor are refused for now. */
export async function isFactorLocked(store: Store, userId: string, at: Instant): Promise<boolean> {
  return isLocked(model(store), { userId }, at);
}

/** Counts a code before it is looked at. @returns false while codes are refused */
export async function countFactorTry(store: Store, userId: string, at: Instant): Promise<boolean> {
  return (await countTry(model(store), { userId }, at)) !== null;
}

/** Forgets wrong codes after a right one. */
export async function clearFactorTries(store: Store, userId: string): Promise<void> {
  await clearTries(model(store), { userId });
}

function model(store: Store): Model<SecondFactorDoc> {
  return store.connection.model<SecondFactorDoc>('secondFactors');
}
