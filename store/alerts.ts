import type { mongo } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { type AlertDoc, type AlertStatus, alertsOf, earlierIds, type NewAlert, newAlertDoc } from './alert-record.ts';
import { createBatches } from './batches.ts';
import { answerOf } from './driver.ts';
import type { Store } from './store.ts';

/** The inbox of alerts: each is kept here before its sender is answered, and before anything of it is read. */

/** `repeated`: the same bytes came from this source before on this day, and are counted with the first. */
export type KeptAlert = Pick<AlertDoc, '_id' | 'status' | 'breachIds' | 'settledAt'> & { repeated: boolean };

/**
 * Keeps an alert, together with those that come in at the same moment: one insert, which a majority has in its journal.
 *
 * @throws TocsinError `unavailable` when the database does not answer; the same alert can be sent again
 */
export async function keepAlert(store: Store, alert: NewAlert): Promise<KeptAlert> {
  const item = { doc: newAlertDoc(store, alert), earlier: earlierIds(store, alert) };
  const kept = await keepTogether(store, 'alerts', item);
  if (kept instanceof Error) throw kept;
  return kept;
}

/** Together they stay far below what one message to the database may hold. */
const MOST_TOGETHER = 64;
const DUPLICATE_KEY = 11_000;

/** `earlier`: how it would be called by other keys, as it is where the same bytes came before a rotation that day. */
type Item = { doc: AlertDoc; earlier: readonly string[] };

const keepTogether = createBatches<Item, KeptAlert | Error>(
  (store, _, items) => answerOf(namedAsBefore(store, items).then((docs) => insertAll(store, docs))),
  MOST_TOGETHER,
);

/** One that is there under an earlier key meets that row. */
async function namedAsBefore(store: Store, items: readonly Item[]): Promise<AlertDoc[]> {
  const asked = items.flatMap(({ earlier }) => earlier);
  if (asked.length === 0) return items.map(({ doc }) => doc);
  const found = await alertsOf(store)
    .find({ _id: { $in: asked } }, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(found.map(({ _id }) => _id));
  return items.map(({ doc, earlier }) => ({ ...doc, _id: earlier.find((id) => known.has(id)) ?? doc._id }));
}

/** One that cannot be inserted fails alone. */
async function insertAll(store: Store, docs: readonly AlertDoc[]): Promise<(KeptAlert | Error)[]> {
  const failed = new Map<number, mongo.WriteError>();
  try {
    await alertsOf(store).insertMany([...docs], { ordered: false });
  } catch (error) {
    if (!isBulkError(error)) throw error;
    for (const each of [error.writeErrors].flat()) failed.set(each.index, each);
    // What was inserted is not known to be safe where the majority has not confirmed it.
    if (failed.size === 0) throw error;
  }
  const again = docs.filter((_, index) => failed.get(index)?.code === DUPLICATE_KEY);
  const known = again.length === 0 ? new Map<string, AlertDoc>() : await countRepeats(store, again);
  return docs.map(({ _id, status }, index) => {
    const failure = failed.get(index);
    if (failure === undefined) return { _id, status, repeated: false };
    const first = known.get(_id);
    if (first !== undefined) return { ...first, repeated: true };
    return new TocsinError('internal', `The alert could not be kept (code ${failure.code}); send it again.`);
  });
}

function isBulkError(error: unknown): error is mongo.MongoBulkWriteError {
  return error instanceof Error && error.name === 'MongoBulkWriteError' && 'writeErrors' in error;
}

async function countRepeats(store: Store, again: readonly AlertDoc[]): Promise<Map<string, AlertDoc>> {
  const byId = Map.groupBy(again, ({ _id }) => _id);
  await alertsOf(store).bulkWrite(
    [...byId].map(([_id, docs]) => ({
      updateOne: {
        filter: { _id },
        update: {
          $inc: { repeats: docs.length },
          $max: {
            repeatedAt:
              docs
                .map((doc) => doc.receivedAt)
                .toSorted()
                .at(-1) ?? '',
          },
        },
      },
    })),
    { ordered: false },
  );
  const found = await alertsOf(store)
    .find({ _id: { $in: [...byId.keys()] } }, { projection: { status: 1, breachIds: 1, settledAt: 1 } })
    .toArray();
  return new Map(found.map((doc) => [doc._id, doc]));
}

/** How many of a source wait that were never judged, counted up to `most`. */
export async function countWaiting(store: Store, source: string, most: number): Promise<number> {
  const fresh = { source, status: 'waiting' as const, againAt: { $exists: false } };
  return answerOf(alertsOf(store).countDocuments(fresh, { limit: most }));
}

/** One alert, as it is stored; null for an unknown one. */
export async function findAlert(store: Store, id: string): Promise<AlertDoc | null> {
  return answerOf(alertsOf(store).findOne({ _id: id }));
}

/** Which alerts a list asks for. */
export type AlertFilter = { status?: AlertStatus | undefined; source?: string | undefined };
const WITHOUT_BYTES = { projection: { raw: 0, head: 0 } };

/** Alerts without their bytes, newest first; `before` is where the page before ended. */
export async function listAlerts(
  store: Store,
  { status, source }: AlertFilter,
  { limit, before }: { limit: number; before?: { at: Instant; id: string } | undefined },
): Promise<Omit<AlertDoc, 'raw' | 'head'>[]> {
  const older =
    before === undefined
      ? {}
      : { $or: [{ receivedAt: { $lt: before.at } }, { receivedAt: before.at, _id: { $lt: before.id } }] };
  const filter = { ...(status && { status }), ...(source && { source }), ...older };
  const found = alertsOf(store).find(filter, WITHOUT_BYTES).sort({ receivedAt: -1, _id: -1 }).limit(limit);
  return answerOf(found.toArray());
}

/** How many dead letters each source has. */
export async function countDead(store: Store): Promise<{ source: string; count: number }[]> {
  const counted = alertsOf(store).aggregate<{ _id: string; count: number }>([
    // The source is named, so that the index of dead letters is taken.
    { $match: { status: 'dead', source: { $gt: '' } } },
    { $group: { _id: '$source', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
  ]);
  return (await answerOf(counted.toArray())).map(({ _id: source, count }) => ({ source, count }));
}

/** Notes that somebody has looked at a dead letter: from then on it may be erased when its time is over. */
export async function noteSeen(store: Store, id: string, at: Instant): Promise<void> {
  const unseen = { _id: id, status: 'dead' as const, seenAt: { $exists: false } };
  await answerOf(alertsOf(store).updateOne(unseen, { $set: { seenAt: at } }));
}

/**
 * Has dead letters read anew: one by its id, or all of a source.
 *
 * @returns how many wait again
 */
export async function retryDead(store: Store, which: { id: string } | { source: string }): Promise<number> {
  const filter = 'id' in which ? { _id: which.id } : { source: which.source };
  const { modifiedCount } = await answerOf(
    alertsOf(store).updateMany(
      { ...filter, status: 'dead' },
      {
        $set: { status: 'waiting', attempts: 0 },
        $unset: {
          ...{ code: '', words: '', refusal: '', settledAt: '', leaseOwner: '', leaseUntil: '' },
          ...{ seenAt: '', toldAt: '' },
        },
      },
    ),
  );
  return modifiedCount;
}
