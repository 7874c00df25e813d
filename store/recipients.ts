import { randomUUID } from 'node:crypto';
import { type Model, trusted } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndex } from './crypto/digest.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { defineSchema, flag, integer, text } from './schema.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** One person on a list; `n` counts from 1 and is what workflows page by. */
export type Recipient = { n: number; name: string; email: string; language: string };

const RECIPIENT_STATUSES = ['pending', 'sending', 'sent', 'refused', 'uncertain'] as const;
export type RecipientStatus = (typeof RECIPIENT_STATUSES)[number];
export type RecipientCounts = Record<RecipientStatus | 'total', number>;

type ListDoc = {
  _id: string;
  breachId: string;
  createdAt: Instant;
  sealed: boolean;
  size: number;
  /** Of the bytes it was read from, and how many names stood in them twice; absent for lists of earlier versions. */
  sha256?: string;
  duplicates?: number;
};
type RecipientDoc = {
  _id: string;
  listId: string;
  n: number;
  fingerprint: string;
  person: string;
  status: RecipientStatus;
  at?: Instant;
  claim?: string;
};

export const listSchema = defineSchema<ListDoc>({
  _id: text,
  breachId: text,
  createdAt: text,
  sealed: flag,
  size: integer,
  sha256: String,
  duplicates: Number,
}).index({ breachId: 1, createdAt: -1 });

export const recipientSchema = defineSchema<RecipientDoc>({
  _id: text,
  listId: text,
  n: integer,
  /** Blind index of list and address: finds a duplicate, and links nobody across lists. */
  fingerprint: text,
  /** Name, address and language, sealed. */
  person: text,
  status: { type: String, required: true, enum: RECIPIENT_STATUSES },
  at: String,
  claim: String,
})
  .index({ listId: 1, n: 1 }, { unique: true })
  .index({ fingerprint: 1 }, { unique: true })
  .index({ listId: 1, status: 1 });

const ROWS_PER_TRANSACTION = 1_000;

/** Opens an empty list. A second time under the same id changes nothing. */
export async function createList(
  store: Store,
  { id, breachId, createdAt }: { id: string; breachId: string; createdAt: Instant },
): Promise<void> {
  const fresh = { breachId, createdAt, sealed: false, size: 0 };
  await lists(store).updateOne({ _id: id }, { $setOnInsert: fresh }, { upsert: true });
}

/**
 * Adds people to a list; who is on it already (same address, whatever its case) is counted and left as first added.
 * A thousand rows at a time are stored whole or not at all; after a failure the same rows can be added again.
 *
 * @throws TocsinError `not-found` for an unknown list, `conflict` for a sealed one
 */
export async function addRecipients(
  store: Store,
  listId: string,
  rows: Omit<Recipient, 'n'>[],
): Promise<{ added: number; duplicates: number }> {
  let added = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_TRANSACTION) {
    added += await addBatch(store, listId, rows.slice(start, start + ROWS_PER_TRANSACTION));
  }
  return { added, duplicates: rows.length - added };
}

/** What a list was read from. */
export type ListSource = { sha256: string; duplicates: number };

/** Closes a list to further rows. @throws TocsinError `not-found` */
export async function sealList(store: Store, listId: string, source?: ListSource): Promise<{ recipients: number }> {
  const list = await lists(store)
    .findOneAndUpdate({ _id: listId }, { $set: { sealed: true, ...source } })
    .lean();
  if (list === null) throw noList(listId);
  return { recipients: list.size };
}

/** A finished list and what it was read from; null where there is none of this id. */
export async function readList(store: Store, listId: string): Promise<(ListSource & { recipients: number }) | null> {
  const list = await lists(store).findOne({ _id: listId, sealed: true }).lean();
  return list && { recipients: list.size, sha256: list.sha256 ?? '', duplicates: list.duplicates ?? 0 };
}

/** A list that was read to its end. */
export type RecipientList = { listId: string; createdAt: Instant; recipients: number };

/** The finished lists of a breach, newest first. */
export async function listRecipientLists(store: Store, breachId: string): Promise<RecipientList[]> {
  const docs = await lists(store).find({ breachId, sealed: true }).sort({ createdAt: -1 }).limit(100).lean();
  return docs.map(({ _id: listId, createdAt, size }) => ({ listId, createdAt, recipients: size }));
}

/** Forgets a list that was never finished. A sealed one stays: it is part of the record. */
export async function dropUnfinishedList(store: Store, listId: string): Promise<void> {
  const { deletedCount } = await lists(store).deleteOne({ _id: listId, sealed: false });
  if (deletedCount === 1) await recipients(store).deleteMany({ listId });
}

/** The next people after number `afterN`, in order, opened. */
export async function pageOfRecipients(
  store: Store,
  listId: string,
  afterN: number,
  limit: number,
): Promise<(Recipient & { status: RecipientStatus })[]> {
  const docs = await recipients(store)
    .find({ listId, n: trusted({ $gt: afterN }) })
    .sort({ n: 1 })
    .limit(limit)
    .lean();
  return docs.map(({ n, person, status }) => {
    const opened = openJson<Omit<Recipient, 'n'>>(store.keyring, person, context(listId, n));
    return { n, ...opened, status };
  });
}

/** Takes the right to send to those of `ns` that are still pending. @returns the numbers that are the caller's now */
export async function claimRecipients(store: Store, listId: string, ns: number[], at: Instant): Promise<number[]> {
  const claim = randomUUID();
  const asked = { listId, n: trusted({ $in: ns }) };
  await recipients(store).updateMany({ ...asked, status: 'pending' }, { $set: { status: 'sending', at, claim } });
  const ours = await recipients(store)
    .find({ ...asked, claim }, { n: 1 })
    .sort({ n: 1 })
    .lean();
  return ours.map(({ n }) => n);
}

/** Records how one delivery ended. What is certain is never changed again; `uncertain` may still become certain. */
export async function settleRecipient(
  store: Store,
  listId: string,
  n: number,
  status: 'sent' | 'refused' | 'uncertain',
  at: Instant,
): Promise<void> {
  const unsettled = trusted({ $in: ['sending', 'uncertain'] as const });
  await recipients(store).updateOne({ _id: `${listId}/${n}`, status: unsettled }, { $set: { status, at } });
}

/** Gives one person back: the message was surely not handed over, whatever somebody else feared meanwhile. */
export async function releaseRecipient(store: Store, listId: string, n: number): Promise<void> {
  await recipients(store).updateOne(
    { _id: `${listId}/${n}`, status: trusted({ $in: ['sending', 'uncertain'] as const }) },
    { $set: { status: 'pending' }, $unset: { claim: 1 } },
  );
}

/** Marks what a crash left `sending` as `uncertain`. To be called while nobody sends to the list. @returns how many */
export async function settleLeftovers(store: Store, listId: string, at: Instant): Promise<number> {
  const left = await recipients(store).updateMany({ listId, status: 'sending' }, { $set: { status: 'uncertain', at } });
  return left.modifiedCount;
}

/** How many people of a list are in which status. */
export async function countRecipients(store: Store, listId: string): Promise<RecipientCounts> {
  const counts: RecipientCounts = { total: 0, pending: 0, sending: 0, sent: 0, refused: 0, uncertain: 0 };
  for (const status of RECIPIENT_STATUSES) {
    counts[status] = await recipients(store).countDocuments({ listId, status });
    counts.total += counts[status];
  }
  return counts;
}

async function addBatch(store: Store, listId: string, rows: Omit<Recipient, 'n'>[]): Promise<number> {
  const byFingerprint = new Map<string, Omit<Recipient, 'n'>>();
  for (const row of rows) {
    const fingerprint = blindIndex(store.keyring, 'recipient', `${listId}/${row.email.trim().toLowerCase()}`);
    if (!byFingerprint.has(fingerprint)) byFingerprint.set(fingerprint, row);
  }
  return inTransaction(store, async (session) => {
    const among = { fingerprint: trusted({ $in: [...byFingerprint.keys()] }) };
    const known = new Set(await recipients(store).distinct('fingerprint', among).session(session));
    const fresh = [...byFingerprint].filter(([fingerprint]) => !known.has(fingerprint));
    const grow = { $inc: { size: fresh.length } };
    const list = await lists(store).findOneAndUpdate({ _id: listId }, grow, { session }).lean();
    if (list === null) throw noList(listId);
    if (list.sealed) throw new TocsinError('conflict', `List '${listId}' is sealed; import the rows into a new list.`);
    const docs = fresh.map(([fingerprint, { name, email, language }], index): RecipientDoc => {
      const n = list.size + index + 1;
      const person = sealJson(store.keyring, { name, email, language }, context(listId, n));
      return { _id: `${listId}/${n}`, listId, n, fingerprint, person, status: 'pending' };
    });
    // `lean`: building and validating 100,000 documents one by one is what an import would spend its time on.
    if (docs.length > 0) await recipients(store).insertMany(docs, { session, lean: true });
    return docs.length;
  });
}

function lists(store: Store): Model<ListDoc> {
  return store.connection.model<ListDoc>('lists');
}

function recipients(store: Store): Model<RecipientDoc> {
  return store.connection.model<RecipientDoc>('recipients');
}

function noList(listId: string): TocsinError {
  return new TocsinError('not-found', `There is no list '${listId}'; create it first.`);
}

function context(listId: string, n: number): string {
  return `recipients/${listId}/${n}/person`;
}
