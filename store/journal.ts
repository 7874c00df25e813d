import { hashEntry } from '../domain/audit/anchor.ts';
import { CHAIN_START } from '../domain/audit/chain.ts';
import { type Instant, toInstant } from '../domain/time.ts';
import type { JournalEnd } from './crypto/keyring.ts';
import { keyOfMac, macOf } from './crypto/mac.ts';
import { answerOf, collectionOf } from './driver.ts';
import { isDuplicate } from './failures.ts';
import { chainOf, type Head, headIn, headsOf } from './heads.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import { readStoreClock, type Store } from './store.ts';

/**
 * The journal of heads: one chain over all others. Whatever makes a chain of the record longer notes its new head
 * (`heads.ts`); every few seconds one entry here takes over what was noted. So a breach that is gone, or a chain that
 * is shorter than it was, is missed, although nothing of its own is left to tell.
 */

type Entry = {
  seq: number;
  at: Instant;
  heads: Head[];
  /** Of the first entry of a database that an earlier version wrote: until then it may still write beside this one. */
  earlierUntil: Instant | null;
  prev: string;
};
/** `hash` chains the entries, for whoever holds one elsewhere; `mac` says that Tocsin wrote it. */
type JournalDoc = Omit<Entry, 'seq'> & { _id: number; hash: string; mac: string };

export const journalSchema = defineSchema<JournalDoc>({
  _id: integer,
  at: text,
  heads: { type: [{ _id: false, of: text, seq: integer, hash: text }], required: true },
  earlierUntil: optionalText,
  prev: text,
  hash: text,
  mac: text,
}).index({ 'heads.of': 1, _id: -1 });

/** The journal's last entry: what is anchored outside. `at` (UTC): when it was written. */
export type JournalHead = { seq: number; hash: string; at: Instant };

/** Heads in one entry, at most. */
const MOST_TOGETHER = 500;
const LOOKS = new RegExp(`^${chainOf.views('')}`);

/** The journal's last entry; null where there is none. */
export async function readJournalHead(store: Store): Promise<JournalHead | null> {
  const [last] = await answerOf(journalOf(store).find().sort({ _id: -1 }).limit(1).toArray());
  return last === undefined ? null : { seq: last._id, hash: last.hash, at: last.at };
}

/**
 * Takes over into the journal what was noted since its last entry. Safe to repeat, and for any number of processes at
 * once: of two that write the same number one is first.
 *
 * @param looks whether also lanes of looks, of which a number that is missing shows by itself
 * @returns how many heads it took over
 * @throws TocsinError `unavailable`
 */
export async function sealJournal(store: Store, at: Instant, { looks = true } = {}): Promise<number> {
  const which = { isSealed: false, ...(!looks && { _id: { $not: LOOKS } }) };
  let sealed = 0;
  for (;;) {
    // By a majority: what a failover undoes was never there.
    const noted = headsOf(store).find(which, { readConcern: { level: 'majority' } });
    const docs = await answerOf(noted.limit(MOST_TOGETHER).toArray());
    // What Tocsin did not note is left where it is, and said by the check.
    const heads = docs.flatMap((doc) => headIn(store.keyring, doc) ?? []);
    if (heads.length === 0) return sealed;
    if (!(await append(store, { at, heads, earlierUntil: null }))) continue;
    const writes = heads.map(({ of, seq, hash }) => ({
      updateOne: { filter: { _id: of, seq, hash }, update: { $set: { isSealed: true } } },
    }));
    // After a crash before this the next entry names them again, which says nothing else.
    await answerOf(headsOf(store).bulkWrite(writes, { ordered: false }));
    sealed += heads.length;
    // What came meanwhile goes with the next entry: one for each of a busy day's writes would be many.
    if (docs.length < MOST_TOGETHER) return sealed;
  }
}

/** Begins the journal, unless it has begun. `earlierUntil`: see {@link Entry}. */
export async function beginJournal(store: Store, at: Instant, earlierUntil: Instant | null): Promise<void> {
  if ((await readJournalHead(store)) === null) await append(store, { at, heads: [], earlierUntil });
}

/** False where another process was first. */
async function append(store: Store, entry: Omit<Entry, 'seq' | 'prev'>): Promise<boolean> {
  const last = await readJournalHead(store);
  const linked: Entry = { ...entry, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? CHAIN_START };
  const hash = hashEntry(linked);
  const { seq: _id, ...rest } = linked;
  try {
    await answerOf(journalOf(store).insertOne({ _id, ...rest, hash, mac: macOf(store.keyring, 'journal', { hash }) }));
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/**
 * Whether a version that knows no MACs may still be writing, as while its processes are replaced one by one. What it
 * writes until then is keyed by the migration that ends the upgrade; from then on a row without a MAC is a finding.
 */
export async function mayEarlierWrite(store: Store): Promise<boolean> {
  const first = await answerOf(journalOf(store).findOne({ _id: 1 }));
  if (first === null || first.earlierUntil === null || !isGenuine(store, first)) return false;
  // A key that was taken out says nothing of today.
  const key = keyOfMac(store.keyring, 'journal', { hash: first.hash }, first.mac);
  if (key === null || !store.keyring.keys.has(key)) return false;
  return toInstant(await readStoreClock(store)) < first.earlierUntil;
}

/**
 * The last head that the journal names of a chain, in all of it or up to an entry; null where it names none. One range
 * of an index.
 */
export async function readJournaled(store: Store, of: string, upTo?: number): Promise<Head | null> {
  const within = { 'heads.of': of, ...(upTo !== undefined && { _id: { $lte: upTo } }) };
  const found = journalOf(store).find(within, { projection: { heads: { $elemMatch: { of } } } });
  const [doc] = await answerOf(found.sort({ _id: -1 }).limit(1).toArray());
  return doc?.heads[0] ?? null;
}

/** The chains whose names begin like this, of which the journal or a note for it names a head. */
export async function readNamed(store: Store, beginning: string): Promise<string[]> {
  const like = { $regex: `^${RegExp.escape(beginning)}` };
  const noted = await answerOf(headsOf(store).find({ _id: like }).toArray());
  const journaled = journalOf(store).aggregate<{ _id: string }>([
    { $match: { 'heads.of': like } },
    { $unwind: '$heads' },
    { $match: { 'heads.of': like } },
    { $group: { _id: '$heads.of' } },
  ]);
  const names = [...noted, ...(await answerOf(journaled.toArray()))].map(({ _id }) => _id);
  return [...new Set(names)];
}

/** What the journal says, and what does not hold of it. */
export type CheckedJournal = {
  /** The furthest head that it names of every chain. */
  heads: Map<string, Head>;
  /** The first head that it names of every chain. */
  firsts: Map<string, Head>;
  entries: number;
  problems: string[];
};

/** The last entry that this process saw: somebody with all of MongoDB can put that back, but not this. */
const seen = new WeakMap<Store, JournalHead>();

/** Reads the journal from end to end and checks it. */
export async function checkJournal(store: Store): Promise<CheckedJournal> {
  const checked: CheckedJournal = { heads: new Map(), firsts: new Map(), entries: 0, problems: [] };
  const before = seen.get(store);
  const ends = endsOfTakenOut(store);
  let last = null as JournalHead | null;
  for await (const doc of journalOf(store).find().sort({ _id: 1 })) {
    const { _id: seq, hash, at, prev, heads } = doc;
    const find = (problem: string) => checked.problems.push(`Entry ${seq} ${problem}.`);
    if (!isGenuine(store, doc)) find('was not written by Tocsin, or was changed');
    else for (const head of heads) takeHead(checked, head);
    if (seq !== (last?.seq ?? 0) + 1) find(`follows entry ${last?.seq ?? 0}: entries were removed`);
    else if (prev !== (last?.hash ?? CHAIN_START)) find(`does not continue entry ${seq - 1} as it stands`);
    if (seq === before?.seq && hash !== before.hash) find('is not the one that stood there before');
    for (const { id, end } of ends) {
      if (seq === end.seq && hash !== end.hash) find(`is not the one that stood there when key "${id}" was taken out`);
    }
    last = { seq, hash, at };
    checked.entries += 1;
  }
  for await (const doc of headsOf(store).find()) {
    if (headIn(store.keyring, doc) === null) {
      checked.problems.push(`The note of where ${doc._id} ends was not written by Tocsin, or was changed.`);
    }
  }
  if (last === null) checked.problems.push('There is no entry: the journal was removed.');
  for (const { id, end } of ends.filter(({ end }) => (last?.seq ?? 0) < end.seq)) {
    const was = `It ended with entry ${end.seq} when key "${id}" was taken out`;
    checked.problems.push(`${was} and ends with ${last?.seq ?? 0} now.`);
  }
  if (before !== undefined && (last?.seq ?? 0) < before.seq) {
    checked.problems.push(`It ended with entry ${before.seq} at ${before.at} and ends with ${last?.seq ?? 0} now.`);
  } else if (last !== null) seen.set(store, last);
  return checked;
}

/**
 * Whether a row that the journal names by its MAC is as it names it, or newer: it may have been changed since the
 * journal was read, and then its note says so. `mac` is empty where there is no row.
 */
export async function isAsJournaled(store: Store, journal: CheckedJournal, of: string, mac: string): Promise<boolean> {
  const journaled = journal.heads.get(of);
  if (journaled?.hash === mac) return true;
  const noted = await headsOf(store).findOne({ _id: of });
  const head = noted === null ? null : headIn(store.keyring, noted);
  return head !== null && head.seq > (journaled?.seq ?? 0);
}

function takeHead({ heads, firsts }: CheckedJournal, head: Head): void {
  if (!firsts.has(head.of)) firsts.set(head.of, head);
  const known = heads.get(head.of);
  if (known === undefined || known.seq <= head.seq) heads.set(head.of, head);
}

/** A key that was taken out of the ring holds up to where the journal ended then. */
function isGenuine({ keyring }: Store, doc: JournalDoc): boolean {
  const { _id: seq, at, heads, earlierUntil, prev, hash, mac } = doc;
  const key = keyOfMac(keyring, 'journal', { hash }, mac);
  const end = key === null ? null : (keyring.takenOut?.get(key)?.journal ?? null);
  return key !== null && hashEntry({ seq, at, heads, earlierUntil, prev }) === hash && (end === null || seq <= end.seq);
}

function endsOfTakenOut({ keyring }: Store): { id: string; end: JournalEnd }[] {
  return [...(keyring.takenOut ?? [])].flatMap(([id, { journal }]) => (journal === null ? [] : [{ id, end: journal }]));
}

function journalOf(store: Store) {
  return collectionOf<JournalDoc>(store, 'journal');
}
