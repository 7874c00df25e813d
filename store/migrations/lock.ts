import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { TocsinError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/time.ts';
import { isDuplicate } from '../failures.ts';
import { defineSchema, optionalText, text } from '../schema.ts';

/**
 * A right to do something that only one process may do at a time. It runs out unless it is renewed: its holder may have
 * died.
 */
type Lock = { _id: string; owner: string | null; until: Date };

export const lockSchema = defineSchema<Lock>({
  _id: text,
  owner: optionalText,
  until: { type: Date, required: true },
});

const LEASE_MS = 30 * SECOND_MS;
const RENEW_MS = 5 * SECOND_MS;
const ASK_AGAIN_MS = SECOND_MS / 4;

/** By the database's clock, so that the clocks of two machines need not agree. */
const LEASED = { $add: ['$$NOW', LEASE_MS] };

export type Held = {
  /** @throws TocsinError `conflict` where the lock ran out and is another's now: nothing more may be done under it */
  renew(): Promise<void>;
};

/**
 * Does `work` while it holds the lock of this name. Waits for another holder as long as that one renews its lease, and
 * tells `waiting` once.
 */
export async function withLock<Result>(
  db: mongo.Db,
  name: string,
  { work, waiting }: { work: (held: Held) => Promise<Result>; waiting: () => void },
): Promise<Result> {
  const locks = db.collection<Lock>('locks');
  const owner = randomUUID();
  await makeLock(locks, name);
  for (let asked = 0; !(await take(locks, name, owner)); asked += 1) {
    if (asked === 0) waiting();
    await delay(ASK_AGAIN_MS);
  }
  const renew = async () => {
    const { matchedCount } = await locks.updateOne({ _id: name, owner }, [{ $set: { until: LEASED } }]);
    if (matchedCount === 1) return;
    throw new TocsinError('conflict', `The lock '${name}' ran out and another process has it; run this again.`);
  };
  // What fails here is seen by the next step, which renews the lock before it begins.
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS);
  try {
    return await work({ renew });
  } finally {
    clearInterval(timer);
    await locks.updateOne({ _id: name, owner }, { $set: { owner: null, until: new Date(0) } });
  }
}

async function makeLock(locks: mongo.Collection<Lock>, _id: string): Promise<void> {
  try {
    await locks.updateOne({ _id }, { $setOnInsert: { owner: null, until: new Date(0) } }, { upsert: true });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

async function take(locks: mongo.Collection<Lock>, _id: string, owner: string): Promise<boolean> {
  const isFree = { $lt: ['$until', '$$NOW'] };
  const { modifiedCount } = await locks.updateOne({ _id, $expr: isFree }, [{ $set: { owner, until: LEASED } }]);
  return modifiedCount === 1;
}
