import { type ClientSession, type Model, trusted } from 'mongoose';
import { canonicalJson } from '../domain/audit/chain.ts';
import type { Counterparty, System } from '../domain/dataflow.ts';
import type { Instant } from '../domain/time.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/**
 * Who changed which entry of the data-flow register, and how: appended in the transaction of the change, never altered.
 */

const WHATS = ['system', 'counterparty'] as const;
export type EntryKind = (typeof WHATS)[number];

type Entries = { system: System; counterparty: Counterparty };
export type DataFlowChange<What extends EntryKind = EntryKind> = {
  what: What;
  entry: string;
  /** From 1 within the entry. */
  number: number;
  at: Instant;
  /** The name of a token, or a user's id. */
  by: string;
  /** Null for an entry that is new. */
  before: Entries[What] | null;
  after: Entries[What];
};

type ChangeDoc = Omit<DataFlowChange, 'before' | 'after'> & { _id: string; sealed: string };

export const dataflowChangeSchema = defineSchema<ChangeDoc>({
  _id: text,
  what: { type: String, required: true, enum: WHATS },
  entry: text,
  number: integer,
  at: text,
  by: text,
  /** Before and after: contacts are people. */
  sealed: text,
}).index({ what: 1, entry: 1, number: -1 });

/** Appends what differs between `before` and each entry of `after`; what stays as it was is no change. */
export async function noteChanges<What extends EntryKind>(
  store: Store,
  session: ClientSession,
  what: What,
  { before, after, at, by }: { before: Map<string, Entries[What]>; after: Entries[What][]; at: Instant; by: string },
): Promise<void> {
  const changed = after.filter((entry) => !isSame(before.get(entry.id), entry));
  if (changed.length === 0) return;
  const ids = changed.map(({ id }) => id);
  const last = await lastNumbers(store, what, ids, session);
  const docs = changed.map((entry): ChangeDoc => {
    const number = (last.get(entry.id) ?? 0) + 1;
    const _id = `${what}/${entry.id}/${number}`;
    const content = { before: before.get(entry.id) ?? null, after: entry };
    return { _id, what, entry: entry.id, number, at, by, sealed: sealJson(store.keyring, content, context(_id)) };
  });
  await model(store).insertMany(docs, { session });
}

/** Changes of one entry, newest first; `below` is the number of the last one of the page before. */
export async function listChanges<What extends EntryKind>(
  store: Store,
  what: What,
  entry: string,
  { limit, below }: { limit: number; below?: number },
): Promise<DataFlowChange<What>[]> {
  const older = below === undefined ? {} : { number: trusted({ $lt: below }) };
  const docs = await model(store)
    .find({ what, entry, ...older })
    .sort({ number: -1 })
    .limit(limit)
    .lean();
  return docs.map(({ _id, sealed, number, at, by }) => {
    const opened = () => openJson<Content<What>>(store.keyring, sealed, context(_id));
    return { what, entry, number, at, by, ...openOr(sealed, opened, (mark) => markedContent(what, entry, mark)) };
  });
}

/** How many changes there were so far: another number says that the register is another one. */
export async function countChanges(store: Store): Promise<number> {
  return model(store).estimatedDocumentCount();
}

/** When the register was changed last (UTC); null where it never was. */
export async function lastChangeAt(store: Store): Promise<Instant | null> {
  // In the order in which they were appended: no index is needed for the last one.
  const [last] = await model(store).find({}, { at: 1 }).sort({ $natural: -1 }).limit(1).lean();
  return last?.at ?? null;
}

/** The number of the last change of each of these entries; one without changes is left out. */
export async function lastChanges(store: Store, what: EntryKind, entries: string[]): Promise<Map<string, number>> {
  return entries.length === 0 ? new Map() : lastNumbers(store, what, entries);
}

/** Entries as a change left them, each by the number of that change; one that is gone or does not open is left out. */
export async function entriesAfter<What extends EntryKind>(
  store: Store,
  what: What,
  numbers: ReadonlyMap<string, number>,
): Promise<Map<string, Entries[What]>> {
  const ids = [...numbers].map(([entry, number]) => `${what}/${entry}/${number}`);
  if (ids.length === 0) return new Map();
  const docs = await model(store)
    .find({ _id: trusted({ $in: ids }) })
    .lean();
  const opened = docs.map(({ _id, entry, sealed }) => {
    const content = () => openJson<Content<What>>(store.keyring, sealed, context(_id)).after;
    return [entry, openOr(sealed, content, () => null)] as const;
  });
  return new Map(opened.flatMap(([entry, after]) => (after === null ? [] : [[entry, after] as const])));
}

type Content<What extends EntryKind> = Pick<DataFlowChange<What>, 'before' | 'after'>;

/** A change of which nothing is left but that there was one. */
function markedContent<What extends EntryKind>(what: What, id: string, name: string): Content<What> {
  const lists = { dataClasses: [], dataCategories: [], countries: [], suppliers: [], customers: [], aliases: [] };
  const marked: Entries = {
    system: { id, name, plane: 'control', ...lists, peopleConcerned: null },
    counterparty: { id, name, kind: 'supplier', language: 'en', contacts: [], clause: '' },
  };
  return { before: marked[what], after: marked[what] };
}

async function lastNumbers(
  store: Store,
  what: EntryKind,
  entries: string[],
  session?: ClientSession,
): Promise<Map<string, number>> {
  const found = await model(store).aggregate<{ _id: string; number: number }>(
    [{ $match: { what, entry: { $in: entries } } }, { $group: { _id: '$entry', number: { $max: '$number' } } }],
    session === undefined ? {} : { session },
  );
  return new Map(found.map(({ _id, number }) => [_id, number]));
}

function isSame(before: object | undefined, after: object): boolean {
  const text = (value: object) => canonicalJson(JSON.parse(JSON.stringify(value)));
  return before !== undefined && text(before) === text(after);
}

function model(store: Store): Model<ChangeDoc> {
  return store.connection.model<ChangeDoc>('dataflowChanges');
}

export const dataflowChangeSeals: Seals = { sealed: ({ _id }) => context(_id) };

function context(id: string): string {
  return `dataflowChanges/${id}`;
}
