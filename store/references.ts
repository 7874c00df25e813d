import { type ClientSession, type Model, type mongo, trusted } from 'mongoose';
import { z } from 'zod';
import { joinsStorm } from '../domain/alerts/storm.ts';
import { CHECK_LETTERS, makeReference } from '../domain/reference.ts';
import { hourOf } from './alert-findings.ts';
import { countOpening, leadStorm, stormWithin } from './alert-storms.ts';
import { blindIndexes, sha256Hex } from './crypto/digest.ts';
import { drawSpoken } from './crypto/spoken.ts';
import { collectionOf, inChunks } from './driver.ts';
import { chainOf, noteHeads } from './heads.ts';
import type { Assigned, NewIntake } from './intake-record.ts';
import { type Moved, movedTo } from './merge-path.ts';
import { breachModel } from './projections.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Store } from './store.ts';
import { noteNews } from './tellings.ts';

/** To which breach an intake record belongs, and what a new breach is called. */

export type CorrelationDoc = { _id: string; breachId: string } & Moved;
type CounterDoc = { _id: string; value: number };

/** The breach that alerts of one correlation (a blind index) join. */
export const correlationSchema = defineSchema<CorrelationDoc>({
  ...{ _id: text, breachId: text, movedFrom: String },
  merges: { type: [String], default: undefined },
});
export const counterSchema = defineSchema<CounterDoc>({ _id: text, value: integer });

/** `opens`: it opens a breach where it joins none. */
export type Assignable = Pick<NewIntake, 'kind' | 'receivedAt' | 'correlation' | 'exercise' | 'payload'> & {
  opens: boolean;
  /** The breach of a relative: joined where none of its own correlation is open, as long as it is open itself. */
  joins?: string | null;
  storm?: Storm | null;
};

/**
 * Of a finding that may be one of a storm. `most`: so many suspicions its source opens within the hour in which it came
 * in, and further ones join the newest. `isMeant`: `joins` is that one.
 */
export type Storm = { source: string; most: number; isMeant: boolean };
const NamesBreach = z.object({ breachId: z.string().min(1) });

/** The breach of each record, in their order: the one it names or joins, or a new one; null where it has none. */
export async function assignBreaches(
  store: Store,
  session: ClientSession,
  records: readonly Assignable[],
): Promise<(Assigned | null)[]> {
  const joined = new Map<string, string>();
  const assigned = new Map<Assignable, Assigned>();
  const assign = (record: Assignable, breachId: string, isNew: boolean) => assigned.set(record, { breachId, isNew });
  const opening: Assignable[] = [];
  for (const record of records) {
    const correlation = await correlationId(store, session, record);
    if (record.kind === 'acknowledgement') assign(record, NamesBreach.parse(record.payload).breachId, false);
    else if (correlation === null) {
      const joins = await openOf(store, session, record.joins);
      if (joins !== null) assign(record, joins, false);
      else if (record.opens) opening.push(record);
    } else {
      const own = joined.get(correlation) ?? (await openBreachOf(store, session, correlation));
      const found = own ? { breachId: own, isNew: false } : await placeOf(store, session, correlation, record);
      if (found === null) continue;
      joined.set(correlation, found.breachId);
      assigned.set(record, found);
    }
  }
  for (const [series, those] of Map.groupBy(opening, seriesOf)) {
    const references = await nextReferences(store, series, those.length, session);
    for (const [index, breachId] of references.entries()) {
      const record = those[index];
      if (record !== undefined) assign(record, breachId, true);
    }
  }
  return records.map((record) => assigned.get(record) ?? null);
}

/**
 * In place of the hash of the last reference given, where a series was counted before the journal began: which of those
 * were used is not known.
 */
export const UNKNOWN_REFERENCE = '';

/** The next free references of a series: `TOC-2026-0001-K7M` of `TOC-2026`; those of exercises begin with `EX`. */
export async function nextReferences(
  store: Store,
  series: string,
  count: number,
  session?: ClientSession,
): Promise<string[]> {
  const counter = await counters(store)
    .findOneAndUpdate({ _id: series }, { $inc: { value: count } }, { upsert: true, returnDocument: 'after', session })
    .lean();
  const first = counter.value - count + 1;
  const given = Array.from({ length: count }, (_, index) => {
    return makeReference({ series, number: first + index, check: drawSpoken(CHECK_LETTERS) });
  });
  const head = { of: chainOf.references(series), seq: counter.value, hash: sha256Hex(given.at(-1) ?? '') };
  await noteHeads(store, [head], session);
  return given;
}

function seriesOf({ exercise, receivedAt }: Assignable): string {
  return `${exercise === null ? 'TOC' : 'EX'}-${receivedAt.slice(0, 4)}`;
}

/** An exercise never joins a real breach, nor the other way round. */
async function correlationId(store: Store, session: ClientSession, record: Assignable): Promise<string | null> {
  const [today = null, ...others] = correlationIds(store, record);
  if (today === null || others.length === 0) return today;
  const among = { _id: trusted({ $in: others }) };
  const known = await correlations(store).findOne(among, { _id: 1 }, { session }).lean();
  return known?._id ?? today;
}

/** The ids under which a correlation may stand, by every key there is, today's first; none where there is none. */
export function correlationIds(
  { keyring }: Pick<Store, 'keyring'>,
  { exercise, correlation }: Pick<Assignable, 'exercise' | 'correlation'>,
): string[] {
  return correlation === null
    ? []
    : blindIndexes(keyring, 'correlation', JSON.stringify([exercise !== null, correlation]));
}

/** Open is also a breach whose workflow has not started yet: it has a reference and no events. */
async function openBreachOf(store: Store, session: ClientSession, correlation: string): Promise<string | null> {
  const known = await correlations(store).findById(correlation, null, { session }).lean();
  return openOf(store, session, known?.breachId);
}

async function openOf(store: Store, session: ClientSession, breachId?: string | null): Promise<string | null> {
  if (!breachId) return null;
  const closed = { _id: breachId, status: 'closed' as const };
  return (await breachModel(store).exists(closed).session(session)) === null ? breachId : null;
}

/** The breach of a relative, else that of the storm that it is one of, else a new one; null where it opens none. */
async function placeOf(
  store: Store,
  session: ClientSession,
  correlation: string,
  record: Assignable,
): Promise<Assigned | null> {
  const { storm, opens, receivedAt } = record;
  const of = storm && { source: storm.source, hour: hourOf(receivedAt) };
  const related = await joinBreach(store, session, correlation, record, record.joins);
  if (related !== null && of && storm.isMeant) {
    await leadStorm(store, session, of, related);
    return { breachId: related, isNew: false, isOfStorm: true };
  }
  if (related !== null) return { breachId: related, isNew: false };
  if (!opens) return null;
  if (of) {
    const newest = joinsStorm(await stormWithin(store, session, of), storm.most);
    const breachId = await joinBreach(store, session, correlation, record, newest);
    if (breachId !== null) return { breachId, isNew: false, isOfStorm: true };
  }
  const breachId = await openFor(store, session, correlation, record);
  if (breachId === null) return null;
  if (of) await countOpening(store, session, of, breachId);
  return { breachId, isNew: true };
}

/** What correlates with it goes to another breach from now on, where that is open. */
async function joinBreach(
  store: Store,
  session: ClientSession,
  correlation: string,
  record: Assignable,
  joins?: string | null,
): Promise<string | null> {
  const breachId = await openOf(store, session, joins);
  if (breachId === null) return null;
  await leadTo(store, session, correlation, record, breachId);
  return breachId;
}

async function openFor(
  store: Store,
  session: ClientSession,
  correlation: string,
  record: Assignable,
): Promise<string | null> {
  const [breachId] = await nextReferences(store, seriesOf(record), 1, session);
  if (breachId === undefined) return null;
  await leadTo(store, session, correlation, record, breachId);
  return breachId;
}

/** A correlation leads to another breach; of what it led to before, which is closed, a person is told. */
async function leadTo(
  store: Store,
  session: ClientSession,
  correlation: string,
  { exercise, receivedAt: at }: Assignable,
  breachId: string,
): Promise<void> {
  const before = await correlations(store)
    .findOneAndUpdate({ _id: correlation }, { $set: { breachId } }, { session, upsert: true, returnDocument: 'before' })
    .lean();
  if (before === null) return;
  const news = { to: 'report' as const, about: breachId, source: breachId, exercise: exercise !== null, at };
  await noteNews(store, { ...news, breachId: before.breachId }, session);
}

/** The breach that each of these correlations of real alerts leads to, and whether it is open; left out where none. */
export async function breachesOf(
  store: Store,
  wanted: readonly string[],
): Promise<Map<string, { breachId: string; isOpen: boolean }>> {
  const idsOf = new Map(
    wanted.map((correlation) => [correlation, correlationIds(store, { exercise: null, correlation })]),
  );
  const asked = inChunks([...idsOf.values()].flat());
  const found = await Promise.all(
    asked.map((some) =>
      correlations(store)
        .find({ _id: trusted({ $in: some }) })
        .lean(),
    ),
  );
  const docs = found.flat();
  const ended = await closedOf(
    store,
    docs.map(({ breachId }) => breachId),
  );
  const known = new Map(docs.map(({ _id, breachId }) => [_id, breachId]));
  return new Map(
    [...idsOf].flatMap(([correlation, ids]) => {
      const breachId = ids.map((id) => known.get(id)).find((found) => found !== undefined);
      return breachId === undefined ? [] : [[correlation, { breachId, isOpen: !ended.has(breachId) }] as const];
    }),
  );
}

/** Those of these breaches that are closed. */
export async function closedOf(store: Store, breachIds: readonly string[]): Promise<Set<string>> {
  const closed = await breachModel(store)
    .find({ _id: trusted({ $in: [...breachIds] }), status: 'closed' }, { _id: 1 })
    .lean();
  return new Set(closed.map(({ _id }) => _id));
}

/** What comes in later by these correlations joins another breach, as a person says. */
export async function leadElsewhere(
  store: Store,
  session: ClientSession,
  { from, to, only }: { from: string; to: string; only: readonly string[] },
): Promise<void> {
  const ids = only.flatMap((correlation) => correlationIds(store, { exercise: null, correlation }));
  for (const some of inChunks(ids)) {
    const which = { breachId: from, _id: { $in: some } };
    await correlationsOf(store).updateMany(which, movedTo(from, to), { session });
  }
}

/** What comes in later joins the breach under the other reference. */
export async function moveCorrelations(
  store: Store,
  session: ClientSession,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await correlations(store).updateMany({ breachId: from }, { $set: { breachId: to } }, { session });
}

/** The same by the bare driver, for changes that the database works out. */
export function correlationsOf(store: Store): mongo.Collection<CorrelationDoc> {
  return collectionOf<CorrelationDoc>(store, 'correlations');
}

/** What comes in later of these correlations goes where one of each was counted; one that leads somewhere stays. */
export async function leadCounted(
  store: Store,
  session: ClientSession,
  counted: ReadonlyMap<string, string>,
): Promise<void> {
  if (counted.size === 0) return;
  const wanted = [...counted].map(([correlation, breachId]) => {
    return { ids: correlationIds(store, { exercise: null, correlation }), breachId };
  });
  const all = wanted.flatMap(({ ids }) => ids);
  const found = await correlations(store)
    .find({ _id: trusted({ $in: all }) }, { _id: 1 }, { session })
    .lean();
  const known = new Set(found.map(({ _id }) => _id));
  const fresh = wanted.filter(({ ids }) => !ids.some((id) => known.has(id)));
  const docs = fresh.flatMap(({ ids: [_id], breachId }) => (_id === undefined ? [] : [{ _id, breachId }]));
  if (docs.length > 0) await correlations(store).insertMany(docs, { session });
}

function correlations(store: Store): Model<CorrelationDoc> {
  return store.connection.model<CorrelationDoc>('correlations');
}

export function counters(store: Store): Model<CounterDoc> {
  return store.connection.model<CounterDoc>('counters');
}
