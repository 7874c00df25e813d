import { type Model, trusted } from 'mongoose';
import { LETTER_STATUSES, type LetterStatus } from '../domain/communication/standing.ts';
import { TocsinError } from '../domain/errors.ts';
import { keysOf, mergePerson, type Person } from '../domain/people/person.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndexes } from './crypto/digest.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { AT_ONE_INSTANT, collectionOf, requireText } from './driver.ts';
import { lists, noList } from './list-record.ts';
import { SLOTS } from './notices.ts';
import { defineSchema, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** One person on a list; `n` counts from 1 and is what workflows page by. */
export type Recipient = Person & { n: number };

export type RecipientCounts = Record<LetterStatus | 'total', number>;

export type RecipientDoc = {
  _id: string;
  listId: string;
  n: number;
  fingerprint: string;
  person: string;
  status: LetterStatus;
  /** When the letter was last dealt with. */
  at?: Instant;
  claim?: string | null;
  /**
   * Rows of one slot are worked by one activity at a time. Absent in lists of earlier versions, until they are sent to.
   */
  slot?: number;
  /** When to look at it again: while it is being sent to, when the lock runs out; null when it is done. */
  nextAt?: string | null;
  /** Tries that surely handed nothing over. */
  tries?: number;
};

export const recipientSchema = defineSchema<RecipientDoc>({
  _id: text,
  listId: text,
  n: integer,
  /** Blind index of list and address: finds a duplicate, and links nobody across lists. */
  fingerprint: text,
  /** Name, address and language, sealed. */
  person: text,
  status: { type: String, required: true, enum: LETTER_STATUSES },
  at: String,
  claim: String,
  slot: Number,
  nextAt: String,
  tries: Number,
})
  .index({ listId: 1, n: 1 }, { unique: true })
  .index({ fingerprint: 1 }, { unique: true })
  .index({ listId: 1, slot: 1, nextAt: 1 })
  .index({ listId: 1, status: 1, nextAt: 1 });

/** Due as soon as anybody looks. */
export const AT_ONCE: Instant = '1970-01-01T00:00:00.000Z';

const ROWS_PER_TRANSACTION = 1_000;

/**
 * Adds people to a list; who is on it already (same address, whatever its case) is counted, and what the new row says
 * more is added: where they live, accounts, lines. A thousand rows at a time are stored whole or not at all; after a
 * failure the same rows can be added again.
 *
 * @throws TocsinError `not-found` for an unknown list, `conflict` for a sealed one
 */
export async function addRecipients(
  store: Store,
  listId: string,
  rows: readonly Person[],
): Promise<{ added: number; duplicates: number }> {
  let added = 0;
  const isAddressed = ({ email }: Person) => email !== '';
  for (const addressed of [true, false]) {
    const of = rows.filter((row) => isAddressed(row) === addressed);
    for (let start = 0; start < of.length; start += ROWS_PER_TRANSACTION) {
      added += await addBatch(store, listId, of.slice(start, start + ROWS_PER_TRANSACTION), addressed);
    }
  }
  return { added, duplicates: rows.length - added };
}

/**
 * Under which id the rows stand of people on a list who have no address: no letter is ever sent to that, and they count
 * as concerned all the same.
 */
export function unaddressedOf(listId: string): string {
  return `${listId}/unaddressed`;
}

/** One page of a list in order, opened: all, or those of one status. `next` goes on after it; null at the end. */
export async function listRecipients(
  store: Store,
  listId: string,
  { status, after, limit }: { status?: LetterStatus | undefined; after: number; limit: number },
): Promise<{ people: (Recipient & { status: LetterStatus; at: Instant | null })[]; next: number | null }> {
  requireText(listId, status);
  const docs = await recipientsOf(store)
    .find({ listId, n: { $gt: after }, ...(status === undefined ? {} : { status }) })
    .sort({ n: 1 })
    .limit(limit + 1)
    .toArray();
  const shown = docs.slice(0, limit);
  return {
    people: shown.map((doc) => ({ ...openPerson(store, doc), status: doc.status, at: doc.at ?? null })),
    next: docs.length > limit ? (shown.at(-1)?.n ?? null) : null,
  };
}

/** How many people of a list are in which status. */
export async function countRecipients(store: Store, listId: string): Promise<RecipientCounts> {
  const { counts } = await countLetters(store, listId);
  return { pending: 0, sending: 0, sent: 0, refused: 0, uncertain: 0, ...counts };
}

/** The same without zeros, and when the next of them is due: from one index alone. */
export async function countLetters(
  store: Store,
  listId: string,
): Promise<{ counts: { total: number } & Partial<Record<LetterStatus, number>>; nextAt: string | null }> {
  requireText(listId);
  const groups = recipientsOf(store).aggregate<{ _id: LetterStatus; n: number; next: string | null }>(
    [{ $match: { listId } }, { $group: { _id: '$status', n: { $sum: 1 }, next: { $min: '$nextAt' } } }],
    { hint: { listId: 1, status: 1, nextAt: 1 }, readConcern: AT_ONE_INSTANT },
  );
  const counts: { total: number } & Partial<Record<LetterStatus, number>> = { total: 0 };
  let nextAt: string | null = null;
  for await (const { _id, n, next } of groups) {
    counts[_id] = n;
    counts.total += n;
    if (next != null && (nextAt === null || next < nextAt)) nextAt = next;
  }
  return { counts, nextAt };
}

async function addBatch(store: Store, listId: string, rows: readonly Person[], isAddressed: boolean): Promise<number> {
  const rowsId = isAddressed ? listId : unaddressedOf(listId);
  const byFingerprint = new Map<string, Person>();
  /** What other keys give, with what today's gives: a list may have been begun before they were changed. */
  const underOthers = new Map<string, string>();
  for (const row of rows) {
    const [fingerprint = '', ...earlier] = fingerprintsOf(store, rowsId, row);
    const known = byFingerprint.get(fingerprint);
    byFingerprint.set(fingerprint, known === undefined ? row : mergePerson(known, row));
    for (const each of earlier) underOthers.set(each, fingerprint);
  }
  return inTransaction(store, async (session) => {
    const among = { fingerprint: trusted({ $in: [...byFingerprint.keys(), ...underOthers.keys()] }) };
    const stored = await recipients(store).find(among).session(session).lean();
    const known = new Map(stored.map((doc) => [underOthers.get(doc.fingerprint) ?? doc.fingerprint, doc]));
    const fresh = [...byFingerprint].filter(([fingerprint]) => !known.has(fingerprint)).map(([, row]) => row);
    const list = await lists(store)
      .findOneAndUpdate({ _id: listId }, { $inc: added(fresh, isAddressed) }, { session })
      .lean();
    if (list === null) throw noList(listId);
    if (list.sealed) throw new TocsinError('conflict', `List '${listId}' is sealed; import the rows into a new list.`);
    const before = (isAddressed ? list.size : list.unaddressed) ?? 0;
    const docs = fresh.map((row, index): RecipientDoc => {
      const n = before + index + 1;
      const [fingerprint = ''] = fingerprintsOf(store, rowsId, row);
      return {
        _id: `${rowsId}/${n}`,
        ...{ listId: rowsId, n, fingerprint },
        person: sealJson(store.keyring, row, recipientContext(rowsId, n)),
        ...{ status: 'pending', slot: n % SLOTS, nextAt: isAddressed ? AT_ONCE : null, tries: 0 },
      };
    });
    // `lean`: building and validating 100,000 documents one by one is what an import would spend its time on.
    if (docs.length > 0) await recipients(store).insertMany(docs, { session, lean: true });
    const learned = [...known].flatMap(([fingerprint, doc]) => learnedOf(store, doc, byFingerprint.get(fingerprint)));
    if (learned.length > 0) await recipients(store).bulkWrite(learned, { session });
    if (isAddressed && list.languages !== undefined) {
      const languages = { ...list.languages };
      for (const { language } of fresh) languages[language] = (languages[language] ?? 0) + 1;
      await lists(store).updateOne({ _id: listId }, { $set: { languages } }, { session });
    }
    return docs.length;
  });
}

/** What the counts of a list grow by. */
function added(fresh: readonly Person[], isAddressed: boolean): Record<string, number> {
  if (!isAddressed) return { unaddressed: fresh.length };
  return { size: fresh.length, nameless: fresh.filter(({ name }) => name === '').length };
}

/** The change to a row that a later line says more of; none where it says nothing new. */
function learnedOf(store: Store, doc: RecipientDoc, row: Person | undefined) {
  const opened = () => openJson<Person>(store.keyring, doc.person, recipientContext(doc.listId, doc.n));
  const stored = openOr<Person | null>(doc.person, opened, () => null);
  if (row === undefined || stored === null) return [];
  const whole = { ...mergePerson(stored, row), name: stored.name };
  if (JSON.stringify(whole) === JSON.stringify(stored)) return [];
  const person = sealJson(store.keyring, whole, recipientContext(doc.listId, doc.n));
  return [{ updateOne: { filter: { _id: doc._id }, update: { $set: { person } } } }];
}

/** The fingerprints under which a person may stand on a list, by every key there is, today's first. */
export function fingerprintsOf(
  store: Pick<Store, 'keyring'>,
  listId: string,
  person: Pick<Person, 'email' | 'ids' | 'name'>,
): string[] {
  const [key = ''] = keysOf(person);
  // An address stands bare, as it always did.
  return blindIndexes(store.keyring, 'recipient', `${listId}/${key.startsWith('@') ? key.slice(1) : key}`);
}

function recipients(store: Store): Model<RecipientDoc> {
  return store.connection.model<RecipientDoc>('recipients');
}

/** The rows by the bare driver. */
export function recipientsOf(store: Store) {
  return collectionOf<RecipientDoc>(store, 'recipients');
}

/** Name, address and language of one row; of one that does not open its number is left, and nobody to write to. */
export function openPerson(
  store: Store,
  { listId, n, person }: Pick<RecipientDoc, 'listId' | 'n' | 'person'>,
): Recipient {
  const opened = () => openJson<Person>(store.keyring, person, recipientContext(listId, n));
  return { n, ...openOr(person, opened, (mark) => ({ name: mark, email: mark, language: 'en' })) };
}

export const recipientSeals: Seals = { person: ({ listId, n }) => recipientContext(String(listId), Number(n)) };

export function recipientContext(listId: string, n: number): string {
  return `recipients/${listId}/${n}/person`;
}
