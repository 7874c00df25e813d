import type { ClientSession } from 'mongoose';
import type { StormSoFar } from '../domain/alerts/storm.ts';
import { countsOf } from './alert-counts.ts';
import { answerOf } from './driver.ts';
import type { Store } from './store.ts';

/** How many suspicions the findings of a source have opened in an hour, and the newest of them. */

/** The findings of one source that came in within one hour (UTC), such as `2026-11-24T08`. */
export type SourceOfHour = { source: string; hour: string };

/** What they have opened so far, by {@link stormName}; the newest also where it is closed. */
export async function readStorms(store: Store, wanted: readonly SourceOfHour[]): Promise<Map<string, StormSoFar>> {
  if (wanted.length === 0) return new Map();
  const names = wanted.map(stormName);
  const docs = await answerOf(
    countsOf(store)
      .find({ _id: { $in: names } })
      .toArray(),
  );
  return new Map(docs.map(({ _id, opened = 0, newest = null }) => [_id, { opened, newest }]));
}

/** The same within a transaction, as it stands now. */
export async function stormWithin(store: Store, session: ClientSession, of: SourceOfHour): Promise<StormSoFar> {
  const doc = await countsOf(store).findOne({ _id: stormName(of) }, { session });
  return { opened: doc?.opened ?? 0, newest: doc?.newest ?? null };
}

/** Counts a suspicion that is opened: of two transactions that do so at once, one is done again after the other. */
export async function countOpening(
  store: Store,
  session: ClientSession,
  of: SourceOfHour,
  breachId: string,
): Promise<void> {
  const $setOnInsert = { what: 'storm' as const, of: of.source, hour: of.hour };
  const update = { $inc: { opened: 1 }, $set: { newest: breachId }, $setOnInsert };
  await countsOf(store).updateOne({ _id: stormName(of) }, update, { session, upsert: true });
}

/** Of suspicions that were opened at once, the one that a first finding has joined takes those that follow. */
export async function leadStorm(
  store: Store,
  session: ClientSession,
  of: SourceOfHour,
  breachId: string,
): Promise<void> {
  const other = { _id: stormName(of), newest: { $ne: breachId } };
  await countsOf(store).updateOne(other, { $set: { newest: breachId } }, { session });
}

/** A breach goes by another reference now. */
export async function moveStorms(
  store: Store,
  session: ClientSession,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await countsOf(store).updateMany({ what: 'storm', newest: from }, { $set: { newest: to } }, { session });
}

export function stormName({ source, hour }: SourceOfHour): string {
  return `storm/${source}/${hour}`;
}
