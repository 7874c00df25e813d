import type { ClientSession, mongo } from 'mongoose';
import type { Joining } from '../domain/alerts/joining.ts';
import type { Marks } from '../domain/alerts/marks.ts';
import type { KnownFinding } from '../domain/alerts/news.ts';
import type { FactsPatch } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndexes } from './crypto/digest.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { answerOf, collectionOf, inChunks } from './driver.ts';
import type { Moved } from './merge-path.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** What is known of each finding of a source: one small row, however often its alerts come. */

/** Of the things that one finding names and the register does not know, so many are kept. */
export const MOST_UNKNOWN = 20;
/** Stands beside the names of as many: it may name more. */
const MORE = 'more';

/** How often in one hour (UTC), such as `2026-11-24T08`. */
export type HourCount = { hour: string; count: number };

/** A system of the register that a finding touches, by which of its names. */
export type NamedSystem = { id: string; name: string; by: string };

/** What the last of its alerts said that was no sample and the like; what came with version 0.10 is absent before. */
export type SaidOfFinding = {
  title: string;
  type: string;
  rule: string;
  because?: string;
  facts?: FactsPatch;
  systems?: NamedSystem[];
  /** When what it tells of began, as its source says. */
  occurredAt?: Instant | null;
  /** What its source groups it by; and the alert that said this. */
  correlation?: string;
  alert?: string;
};

/** What stands sealed. */
type Told = SaidOfFinding & {
  findingId: string;
  known: KnownFinding;
  /** Why it stands in its breach, where its source did not say so. */
  joining?: Joining;
  /** From when to when what it tells of happened; absent for what version 0.10 judged. */
  happened?: { first: Instant; last: Instant };
  /** Where what is owed goes, as long as that is open: the breach, and why it belongs there. */
  owedTo?: Joining;
  /** When the alert came that brought it to its breach; absent for what earlier versions judged. */
  placedAt?: Instant;
  /** What it named that the register did not know: the keys of `alert-unknown.ts`. */
  unknown?: string[];
  /** By what its relatives are found; absent where it did not come since version 0.10 and belongs to no breach. */
  marks?: Marks;
};

export type AlertFinding = Told &
  Moved & {
    id: string;
    source: string;
    firstAt: Instant;
    lastAt: Instant;
    count: number;
    hours: HourCount[];
    /** The breach that it was handed to last; and the one before that was closed by then. */
    breachId: string | null;
    after: string | null;
    /** How often it has come to another breach since its first; absent where it never did. */
    stays?: number;
    /** The alert whose news is still to be handed over, as too much was within the hour. */
    owedBy: string | null;
  };

type FindingDoc = Omit<AlertFinding, 'id' | keyof Told> & {
  _id: string;
  sealed: string;
  /** Rows of `alert-unknown.ts`: what it named that the register did not know. */
  unknownIds?: string[];
};

export const alertFindingSchema = defineSchema<FindingDoc>({
  /** Blind index of source and finding. */
  _id: text,
  source: text,
  firstAt: text,
  lastAt: text,
  count: integer,
  hours: { type: [{ hour: text, count: integer, _id: false }], required: true },
  breachId: optionalText,
  after: optionalText,
  stays: Number,
  movedFrom: String,
  merges: { type: [String], default: undefined },
  owedBy: optionalText,
  sealed: text,
  unknownIds: { type: [String], default: undefined },
})
  .index({ lastAt: 1 })
  .index({ breachId: 1 })
  .index({ unknownIds: 1 }, { partialFilterExpression: { unknownIds: { $exists: true } } });

/** Hours of which the number is kept, the last ones in which it was seen. */
const MOST_HOURS = 72;

/** The name of a finding of a source, by every key there is, today's first. */
export function findingIds({ keyring }: Store, source: string, findingId: string): string[] {
  return blindIndexes(keyring, 'alerts/finding', JSON.stringify([source, findingId]));
}

/** Those of these ids that are known, by id. A row that does not open counts as unknown. */
export async function readFindings(
  store: Store,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Map<string, AlertFinding>> {
  const docs: FindingDoc[] = [];
  for (const some of inChunks(ids)) {
    const found = findingsOf(store).find({ _id: { $in: some } }, session === undefined ? {} : { session });
    docs.push(...(await (session === undefined ? answerOf(found.toArray()) : found.toArray())));
  }
  const opened = docs.map((doc) =>
    openOr<AlertFinding | null>(
      doc.sealed,
      () => openDoc(store, doc),
      () => null,
    ),
  );
  return new Map(opened.flatMap((finding) => (finding === null ? [] : [[finding.id, finding] as const])));
}

/** Writes findings as they are now, within a transaction. */
export async function writeFindings(
  store: Store,
  findings: readonly AlertFinding[],
  session: ClientSession,
): Promise<void> {
  if (findings.length === 0) return;
  const writes = findings.map((finding) => {
    const {
      id: _id,
      source,
      firstAt,
      lastAt,
      count,
      hours,
      breachId,
      after,
      stays,
      movedFrom,
      merges,
      owedBy,
      ...told
    } = finding;
    const row = { source, firstAt, lastAt, count, breachId, after, owedBy };
    const doc = {
      ...(stays && { stays }),
      ...(movedFrom && { movedFrom }),
      ...(merges && { merges }),
      ...(told.unknown && { unknownIds: namedIds(store, told.unknown) }),
      ...{ ...row, hours: hours.slice(-MOST_HOURS) },
      sealed: sealJson(store.keyring, told satisfies Told, place(_id)),
    };
    return { replaceOne: { filter: { _id }, replacement: doc, upsert: true } };
  });
  await findingsOf(store).bulkWrite(writes, { session });
}

/** Findings of a breach that goes by another reference now: their relatives join it there. */
export async function moveFindings(
  store: Store,
  session: ClientSession,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await findingsOf(store).updateMany({ breachId: from }, { $set: { breachId: to } }, { session });
}

/** The hours with these instants counted in. */
export function countedHours(hours: readonly HourCount[], instants: readonly Instant[]): HourCount[] {
  const counts = new Map(hours.map(({ hour, count }) => [hour, count]));
  for (const instant of instants) counts.set(hourOf(instant), (counts.get(hourOf(instant)) ?? 0) + 1);
  return [...counts].map(([hour, count]) => ({ hour, count })).toSorted((a, b) => (a.hour < b.hour ? -1 : 1));
}

/** The hour (UTC) of an instant, such as `2026-11-24T08`. */
export function hourOf(instant: Instant): string {
  return instant.slice(0, 'YYYY-MM-DDTHH'.length);
}

/** How a thing that the register does not know is called in the store, by every key there is, today's first. */
export function unknownIds({ keyring }: Store, key: string): string[] {
  return blindIndexes(keyring, 'alerts/unknown', key);
}

function namedIds(store: Store, unknown: readonly string[]): string[] {
  const ids = unknown.flatMap((key) => unknownIds(store, key).slice(0, 1));
  return unknown.length < MOST_UNKNOWN ? ids : [...ids, MORE];
}

const AT_ONCE = 500;

/** Findings that named any of these things, or more than is kept of one, in batches. */
export async function* findingsNaming(store: Store, keys: readonly string[]): AsyncGenerator<AlertFinding[]> {
  const ids = keys.flatMap((key) => unknownIds(store, key));
  const found = findingsOf(store).find({ unknownIds: { $in: [...ids, MORE] } }, { projection: { _id: 1 } });
  const named = (await answerOf(found.toArray())).map(({ _id }) => _id);
  for (let from = 0; from < named.length; from += AT_ONCE) {
    yield [...(await readFindings(store, named.slice(from, from + AT_ONCE))).values()];
  }
}

/**
 * Names by its things each finding that versions 0.12 and 0.13 judged, which kept them sealed alone. One that changes
 * meanwhile is written as today anyhow. Safe to repeat.
 *
 * @param renew called after each batch
 */
export async function nameEarlierFindings(store: Store, renew: () => Promise<void>): Promise<void> {
  let last = '';
  for (;;) {
    const unnamed = { _id: { $gt: last }, unknownIds: { $exists: false } };
    const docs = await answerOf(findingsOf(store).find(unnamed).sort({ _id: 1 }).limit(AT_ONCE).toArray());
    if (docs.length === 0) return;
    last = docs.at(-1)?._id ?? '';
    const writes = docs.flatMap((doc) => {
      const { unknown = [] } = openOr<Partial<AlertFinding>>(
        doc.sealed,
        () => openDoc(store, doc),
        () => ({}),
      );
      if (unknown.length === 0) return [];
      const { _id, sealed } = doc;
      return [{ updateOne: { filter: { _id, sealed }, update: { $set: { unknownIds: namedIds(store, unknown) } } } }];
    });
    if (writes.length > 0) await answerOf(findingsOf(store).bulkWrite(writes, { ordered: false }));
    await renew();
  }
}

function openDoc(store: Store, { _id: id, sealed, unknownIds: _, ...row }: FindingDoc): AlertFinding {
  return { id, ...row, ...openJson<Told>(store.keyring, sealed, place(id)) };
}

export function findingsOf(store: Store): mongo.Collection<FindingDoc> {
  return collectionOf<FindingDoc>(store, 'alertFindings');
}

export const alertFindingSeals: Seals = { sealed: ({ _id }) => place(_id) };

function place(id: string): string {
  return `alertFindings/${id}`;
}
