import type { mongo } from 'mongoose';
import { NEVER_ASKED, type PullStatus, type PullView } from '../domain/alerts/pull.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../domain/time.ts';
import { type AlertSourceDoc, pullPlace, sourcesOf } from './alert-sources.ts';
import type { Keyring } from './crypto/keyring.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { answerOf } from './driver.ts';
import { isDuplicate } from './failures.ts';
import type { Store } from './store.ts';

/** How it goes with asking alert sources: one process asks a source at a time, and begins where the last one ended. */

/** What is kept of it, sealed: it may hold names. `kept`: how far it has come, as its source says it. */
export type PullState = { status: PullStatus; kept?: unknown };

/** Held by whoever asks, until the instant that it names: from then on another one may ask. */
export type PullLease = { source: string; until: Instant };

/**
 * Begins to ask a source, where it is due and nobody else asks.
 *
 * @returns null where it is not
 */
export async function takePull(store: Store, { source, until }: PullLease, now: Instant): Promise<PullState | null> {
  const isDue = { $not: { $gt: now } };
  const first = { sealed: null, mac: null, used: [] };
  try {
    const update = { $set: { pullAt: until }, $setOnInsert: first };
    const doc = await answerOf(
      sourcesOf(store).findOneAndUpdate({ _id: source, pullAt: isDue }, update, {
        upsert: true,
        returnDocument: 'after',
      }),
    );
    return doc === null ? null : stateIn(store.keyring, doc);
  } catch (error) {
    // There is a row, and it is not due.
    if (isDuplicate(error)) return null;
    throw error;
  }
}

/** Keeps a lease, or what was found out meanwhile, until another instant. @returns whether it was still held */
export async function keepPull(
  store: Store,
  { source, until }: PullLease,
  next: { until: Instant; state?: PullState },
): Promise<boolean> {
  const { keyring } = store;
  const state = next.state === undefined ? {} : { pull: sealJson(keyring, next.state, pullPlace(source)) };
  const held: mongo.Filter<AlertSourceDoc> = { _id: source, pullAt: until };
  const { matchedCount } = await answerOf(sourcesOf(store).updateOne(held, { $set: { pullAt: next.until, ...state } }));
  return matchedCount === 1;
}

/** How it goes with every source that was ever asked. */
export async function readPulls(store: Store): Promise<Map<string, PullView>> {
  const docs = await answerOf(
    sourcesOf(store)
      .find({ pullAt: { $exists: true } })
      .toArray(),
  );
  return new Map(
    docs.map((doc) => {
      const { status } = stateIn(store.keyring, doc);
      return [doc._id, { ...status, nextAt: doc.pullAt ?? null }];
    }),
  );
}

/** So long it has to fail before somebody is told. */
const PATIENCE_MS = DAY_MS;
/** One that is due since longer than that is asked by nobody any more. */
const ABANDONED_MS = HOUR_MS;

export type FailingPull = { source: string; failure: NonNullable<PullStatus['failure']> };

/** Those that could not be asked for a day, and nobody was told of that. */
export async function readFailingPulls(store: Store, now: Instant): Promise<FailingPull[]> {
  const asked = { pullAt: { $gt: plusMs(now, -ABANDONED_MS) } };
  const docs = await answerOf(sourcesOf(store).find(asked).sort({ _id: 1 }).toArray());
  return docs.flatMap((doc) => {
    const { failure } = stateIn(store.keyring, doc).status;
    const isOwed = failure !== null && failure.since <= plusMs(now, -PATIENCE_MS) && failure.since !== doc.pullTold;
    return isOwed ? [{ source: doc._id, failure }] : [];
  });
}

/** Those that {@link readFailingPulls} gave were told. */
export async function markPullsTold(store: Store, failing: readonly FailingPull[]): Promise<void> {
  for (const { source, failure } of failing) {
    await answerOf(sourcesOf(store).updateOne({ _id: source }, { $set: { pullTold: failure.since } }));
  }
}

/** What does not open, or was changed past Tocsin, begins anew: what is taken in again is known by its bytes. */
function stateIn(keyring: Keyring, { _id, pull }: AlertSourceDoc): PullState {
  try {
    return pull === undefined ? { status: NEVER_ASKED } : openJson<PullState>(keyring, pull, pullPlace(_id));
  } catch {
    return { status: NEVER_ASKED };
  }
}
