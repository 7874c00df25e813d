import type { ClientSession, mongo } from 'mongoose';
import type { Instant } from '../domain/time.ts';
import { type AlertFinding, unknownIds } from './alert-findings.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** What findings name and the register does not know: one small row for each thing, however many findings name it. */

/** The thing as the first of its findings names it; `key` is a digest of its kind and name. */
export type UnknownThing = {
  key: string;
  kind: string;
  names: readonly string[];
  tags: readonly string[];
  region: string | null;
  account: string | null;
};

/** One alert that names it. */
export type SeenUnknown = { thing: UnknownThing; finding: string; source: string; at: Instant; alert: string };

/** `count`: how many findings name it. `alert`: the last one that did. */
export type UnknownRow = {
  id: string;
  thing: UnknownThing;
  count: number;
  sources: string[];
  firstAt: Instant;
  lastAt: Instant;
  alert: string;
};

type UnknownDoc = Omit<UnknownRow, 'id' | 'thing'> & { _id: string; sealed: string };

export const alertUnknownSchema = defineSchema<UnknownDoc>({
  /** Blind index of its kind and name. */
  _id: text,
  /** The thing itself: names of hosts and accounts may be those of people. */
  sealed: text,
  count: integer,
  sources: { type: [String], required: true },
  firstAt: text,
  lastAt: text,
  alert: text,
})
  .index({ count: 1, lastAt: 1 })
  .index({ lastAt: 1 });

/** More are never kept: beyond them those fall out that the fewest findings name, the oldest first. */
export const MOST_ROWS = 2_000;

/** Counts for each thing the findings that name it for the first time, within a transaction; and when it came last. */
export async function writeUnknown(
  store: Store,
  seen: readonly SeenUnknown[],
  changes: readonly { before: AlertFinding | null; after: AlertFinding }[],
  session: ClientSession,
): Promise<void> {
  const after = new Map(changes.map((change) => [change.after.id, new Set(change.after.unknown)]));
  const counted = seen.filter(({ finding, thing }) => after.get(finding)?.has(thing.key));
  if (counted.length === 0) return;
  const newly = new Map<string, number>();
  for (const { before, after: now } of changes) {
    const known = new Set(before?.unknown);
    for (const key of now.unknown ?? []) if (!known.has(key)) newly.set(key, (newly.get(key) ?? 0) + 1);
  }
  const byKey = Map.groupBy(counted, ({ thing }) => thing.key);
  const writes = [...byKey].map(([key, those]) => writeOf(store, those, newly.get(key) ?? 0));
  const { upsertedCount } = await unknownOf(store).bulkWrite(writes, { session, ordered: false });
  if (upsertedCount > 0) await dropBeyond(store, session);
}

function writeOf(store: Store, those: readonly SeenUnknown[], newly: number): mongo.AnyBulkWriteOperation<UnknownDoc> {
  const [first, ...others] = those.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  if (first === undefined) throw new Error('A thing is written where an alert names it.');
  const last = others.at(-1) ?? first;
  const ids = unknownIds(store, first.thing.key);
  const [newest = ''] = ids;
  const sealed = sealJson(store.keyring, first.thing, place(newest));
  const sources = [...new Set(those.map(({ source }) => source))];
  const $set = {
    _id: { $ifNull: ['$_id', { $literal: newest }] },
    sealed: { $ifNull: ['$sealed', { $literal: sealed }] },
    // One that fell out, and that known findings name again, is at least one.
    count: { $max: [1, { $add: [{ $ifNull: ['$count', 0] }, newly] }] },
    sources: { $setUnion: [{ $ifNull: ['$sources', []] }, { $literal: sources }] },
    firstAt: { $min: ['$firstAt', first.at] },
    alert: { $cond: [{ $gte: [last.at, '$lastAt'] }, { $literal: last.alert }, '$alert'] },
    lastAt: { $max: ['$lastAt', last.at] },
  };
  return { updateOne: { filter: { _id: { $in: ids } }, update: [{ $set }], upsert: true } };
}

async function dropBeyond(store: Store, session: ClientSession): Promise<void> {
  const all = unknownOf(store);
  const beyond = (await all.countDocuments({}, { session })) - MOST_ROWS;
  if (beyond <= 0) return;
  const found = all.find({}, { session, projection: { _id: 1 } }).sort({ count: 1, lastAt: 1 });
  const ids = (await found.limit(beyond).toArray()).map(({ _id }) => _id);
  await all.deleteMany({ _id: { $in: ids } }, { session });
}

/** All of them, the one that most findings name first. What does not open is left out: nobody could register it. */
export async function readUnknown(store: Store): Promise<UnknownRow[]> {
  const docs = await answerOf(unknownOf(store).find().sort({ count: -1, lastAt: -1 }).toArray());
  return docs.flatMap((doc) => openRow(store, doc) ?? []);
}

/** One by its id; null where there is none any more. */
export async function findUnknown(store: Store, id: string): Promise<UnknownRow | null> {
  const doc = await answerOf(unknownOf(store).findOne({ _id: id }));
  return doc === null ? null : openRow(store, doc);
}

function openRow(store: Store, { _id: id, sealed, ...row }: UnknownDoc): UnknownRow | null {
  return openOr<UnknownRow | null>(
    sealed,
    () => ({ id, ...row, thing: openJson<UnknownThing>(store.keyring, sealed, place(id)) }),
    () => null,
  );
}

export function unknownOf(store: Store): mongo.Collection<UnknownDoc> {
  return collectionOf<UnknownDoc>(store, 'alertUnknown');
}

export const alertUnknownSeals: Seals = { sealed: ({ _id }) => place(_id) };

function place(id: string): string {
  return `alertUnknown/${id}`;
}
