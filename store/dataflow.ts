import { type ClientSession, type Model, type QueryFilter, trusted } from 'mongoose';
import {
  COUNTERPARTY_KINDS,
  type Counterparty,
  type DataFlowRegister,
  PLANES,
  ROLES,
  type System,
} from '../domain/dataflow.ts';
import { DATA_CLASSES } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { type DataFlowChange, noteChanges } from './dataflow-history.ts';
import { answerOf, collectionOf } from './driver.ts';
import { defineSchema, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

export type SystemDoc = Omit<System, 'id'> & { _id: string; names: string[] };
/** A counterparty may be a sole trader, so its name is sealed with its contacts. */
export type CounterpartyDoc = Pick<Counterparty, 'kind'> & { _id: string; sealed: string };

export const systemSchema = defineSchema<SystemDoc>({
  _id: text,
  name: text,
  plane: { type: String, required: true, enum: PLANES },
  role: { type: String, enum: ROLES },
  dataClasses: { type: [String], required: true, enum: DATA_CLASSES },
  dataCategories: { type: [String], required: true },
  countries: { type: [String], required: true },
  suppliers: { type: [String], required: true },
  customers: { type: [String], required: true },
  aliases: { type: [String], required: true },
  peopleConcerned: { type: Number, default: null },
  /** The aliases lower-cased, as they are looked up. */
  names: { type: [String], required: true },
})
  .index({ names: 1 })
  .index({ name: 1, _id: 1 })
  .index({ suppliers: 1 })
  .index({ customers: 1 });

export const counterpartySchema = defineSchema<CounterpartyDoc>({
  _id: text,
  kind: { type: String, required: true, enum: COUNTERPARTY_KINDS },
  sealed: text,
}).index({ kind: 1, _id: 1 });

/**
 * Who changes the register, and when. `check` sees each entry as it is right before the change, and may refuse by
 * throwing.
 */
type Change = { at: Instant; by: string; check?: (before: System | Counterparty | null) => void };

/**
 * Takes over a register: what it names is replaced by id, everything else stays. Counterparties come first, so that no
 * system names one that is not there. Stored a thousand at a time, each with its entry in the history; after a failure
 * the same register can be saved again.
 *
 * @throws what `change.check` throws, before anything is written
 */
export async function saveDataFlow(store: Store, register: DataFlowRegister, change: Change): Promise<void> {
  const counterparties = register.counterparties.map((counterparty): CounterpartyDoc => {
    const { id, kind } = counterparty;
    return { _id: id, kind, sealed: sealJson(store.keyring, counterparty, context(id)) };
  });
  const systems = register.systems.map(({ id, ...system }): SystemDoc => {
    const names = [...new Set(system.aliases.map((alias) => alias.toLowerCase()))];
    return { ...system, _id: id, names };
  });
  await replaceAll(store, counterparties, async (docs, session, from) => {
    const ids = docs.map((doc) => doc._id);
    const before = await findCounterparties(store, withIds(ids), session);
    const after = register.counterparties.slice(from, from + docs.length);
    await noteDifference(store, session, 'counterparty', before, after, change);
    await counterpartyModel(store).deleteMany(withIds(ids), { session });
    await counterpartyModel(store).insertMany(docs, { session });
  });
  await replaceAll(store, systems, async (docs, session, from) => {
    const ids = docs.map((doc) => doc._id);
    const before = await findSystems(store, withIds(ids), session);
    const after = register.systems.slice(from, from + docs.length);
    await noteDifference(store, session, 'system', before, after, change);
    await systemModel(store).deleteMany(withIds(ids), { session });
    await systemModel(store).insertMany(docs, { session });
  });
}

async function noteDifference<What extends 'system' | 'counterparty'>(
  store: Store,
  session: ClientSession,
  what: What,
  before: DataFlowChange<What>['after'][],
  after: DataFlowChange<What>['after'][],
  { at, by, check }: Change,
): Promise<void> {
  const known = new Map(before.map((entry) => [entry.id, entry]));
  for (const { id } of after) check?.(known.get(id) ?? null);
  await noteChanges<What>(store, session, what, { before: known, after, at, by });
}

/** Takes entries out of the register, whole or not at all. How they came about stays on record. */
export async function removeEntries(
  store: Store,
  { systems, counterparties }: { systems: string[]; counterparties: string[] },
): Promise<void> {
  await inTransaction(store, async (session) => {
    await systemModel(store).deleteMany(withIds(systems), { session });
    await counterpartyModel(store).deleteMany(withIds(counterparties), { session });
  });
}

/** The systems of these ids that the register knows, by id. */
export async function readSystems(store: Store, ids: string[]): Promise<System[]> {
  return findSystems(store, withIds(ids));
}

/** The systems that go by any of these names, compared exactly but for case, by id. */
export async function findSystemsByAlias(store: Store, names: string[]): Promise<System[]> {
  return findSystems(store, { names: trusted({ $in: names.map((name) => name.toLowerCase()) }) });
}

/** Every system, by id, one after the other: there may be more than fit into one answer. */
export async function* eachSystem(store: Store): AsyncGenerator<System> {
  for await (const doc of systemModel(store).find().sort({ _id: 1 }).lean().cursor()) {
    yield openSystemDoc(doc as SystemDoc);
  }
}

/** So many are read from the database in one go. */
const AT_ONCE = 1_000;

/** Every counterparty in the same way, with its contacts opened. */
export async function* eachCounterparty(store: Store): AsyncGenerator<Counterparty> {
  const cursor = collectionOf<CounterpartyDoc>(store, 'counterparties')
    .find({}, { batchSize: AT_ONCE })
    .sort({ _id: 1 });
  try {
    while (await answerOf(cursor.hasNext())) {
      for (const doc of cursor.readBufferedDocuments()) yield openCounterpartyDoc(store, doc);
    }
  } finally {
    await cursor.close();
  }
}

/** The counterparties of these ids that the register knows, by id, with their contacts opened. */
export async function readCounterparties(store: Store, ids: string[]): Promise<Counterparty[]> {
  return findCounterparties(store, withIds(ids));
}

/** Every counterparty, by id, with its contacts opened. */
export async function listCounterparties(store: Store): Promise<Counterparty[]> {
  return findCounterparties(store, {});
}

async function findSystems(store: Store, filter: QueryFilter<SystemDoc>, session?: ClientSession): Promise<System[]> {
  const docs = await systemModel(store).find(filter, null, { session }).sort({ _id: 1 }).lean();
  return docs.map(openSystemDoc);
}

export function openSystemDoc({ _id: id, names: _, ...system }: SystemDoc): System {
  return { id, ...system };
}

async function findCounterparties(
  store: Store,
  filter: QueryFilter<CounterpartyDoc>,
  session?: ClientSession,
): Promise<Counterparty[]> {
  const cursor = counterpartyModel(store).find(filter, null, { session }).sort({ _id: 1 }).lean().cursor();
  const opened: Counterparty[] = [];
  // Opened as they come: 100,000 at once would hold up everybody else for seconds.
  for await (const doc of cursor) opened.push(openCounterpartyDoc(store, doc as CounterpartyDoc));
  return opened;
}

/** An entry with its contacts. Of one that does not open, id and kind are left, and there is nobody to write to. */
export function openCounterpartyDoc(store: Store, { _id: id, kind, sealed }: CounterpartyDoc): Counterparty {
  const opened = () => openJson<Counterparty>(store.keyring, sealed, context(id));
  return openOr(sealed, opened, (name) => ({ id, kind, name, language: 'en', contacts: [], clause: '' }));
}

function withIds(ids: string[]) {
  return { _id: trusted({ $in: ids }) };
}

const DOCS_PER_TRANSACTION = 1_000;

type Replace<Doc> = (docs: Doc[], session: ClientSession, from: number) => Promise<unknown>;

async function replaceAll<Doc>(store: Store, docs: Doc[], replace: Replace<Doc>): Promise<void> {
  for (let start = 0; start < docs.length; start += DOCS_PER_TRANSACTION) {
    const portion = docs.slice(start, start + DOCS_PER_TRANSACTION);
    await inTransaction(store, (session) => replace(portion, session, start));
  }
}

export function systemModel(store: Store): Model<SystemDoc> {
  return store.connection.model<SystemDoc>('systems');
}

export function counterpartyModel(store: Store): Model<CounterpartyDoc> {
  return store.connection.model<CounterpartyDoc>('counterparties');
}

export const counterpartySeals: Seals = { sealed: ({ _id }) => context(_id) };

function context(id: string): string {
  return `counterparties/${id}`;
}
