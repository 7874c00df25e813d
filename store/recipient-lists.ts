import { trusted } from 'mongoose';
import type { PeopleCount } from '../domain/people/tally.ts';
import type { Understood } from '../domain/people/understood.ts';
import type { Instant } from '../domain/time.ts';
import { openJson, openOr, sealJson } from './crypto/seal.ts';
import { isSourceOf, type ListDoc, lists, noList, sourceDigest, understoodContext } from './list-record.ts';
import { recipientsOf, unaddressedOf } from './recipients.ts';
import type { Store } from './store.ts';

/** Lists of people: opened, filled, then closed to further rows for good, or forgotten. */

/** Opens an empty list. A second time under the same id changes nothing. */
export async function createList(
  store: Store,
  { id, breachId, createdAt }: { id: string; breachId: string; createdAt: Instant },
): Promise<void> {
  const fresh = { breachId, createdAt, sealed: false, size: 0, languages: {}, unaddressed: 0, nameless: 0 };
  await lists(store).updateOne({ _id: id }, { $setOnInsert: fresh }, { upsert: true });
}

/** What a list was read from. */
export type ListSource = {
  sha256: string;
  duplicates: number;
  understood?: Understood;
  people?: PeopleCount;
};

/** Closes a list to further rows. @throws TocsinError `not-found` */
export async function sealList(store: Store, listId: string, source?: ListSource): Promise<{ recipients: number }> {
  return setList(store, listId, { sealed: true, ...(source && keptOf(store, listId, source)) });
}

/** A list that was read to its end and waits for somebody to keep it. @throws TocsinError `not-found` */
export async function holdList(store: Store, listId: string, source: ListSource): Promise<{ recipients: number }> {
  return setList(store, listId, keptOf(store, listId, source));
}

async function setList(store: Store, listId: string, fields: Partial<ListDoc>): Promise<{ recipients: number }> {
  const list = await lists(store).findOneAndUpdate({ _id: listId }, { $set: fields }).lean();
  if (list === null) throw noList(listId);
  return { recipients: list.size };
}

function keptOf(store: Store, listId: string, { sha256, duplicates, understood, people }: ListSource) {
  return {
    ...{ sourceDigest: sourceDigest(store, sha256), duplicates },
    ...(understood && { understood: sealJson(store.keyring, understood, understoodContext(listId)) }),
    ...(people && { people }),
  };
}

/** A finished list, and whether it was read from a file of this SHA-256; null where there is none of this id. */
export async function readList(
  store: Store,
  listId: string,
): Promise<(RecipientList & { isOf: (sha256: string) => boolean }) | null> {
  const list = await lists(store).findOne({ _id: listId, sealed: true }).lean();
  if (list === null) return null;
  return { ...showList(store, list), isOf: (sha256) => isSourceOf(store, list, sha256) };
}

/** A list that was read to its end: who can be written to, and who is concerned beside them. */
export type RecipientList = {
  listId: string;
  createdAt: Instant;
  recipients: number;
  /** Lines that name somebody who stands on an earlier one. */
  duplicates: number;
  withoutAddress: number;
  nameless: number;
  /** Null for lists of earlier versions, as is what they were counted to. */
  understood: Understood | null;
  people: PeopleCount | null;
};

function showList(store: Store, doc: ListDoc): RecipientList {
  const { _id: listId, createdAt, size, duplicates = 0, unaddressed = 0, nameless = 0, people = null } = doc;
  const { understood = '' } = doc;
  const opened = () => openJson<Understood>(store.keyring, understood, understoodContext(listId));
  return {
    ...{ listId, createdAt, recipients: size, duplicates, withoutAddress: unaddressed, nameless, people },
    understood: understood === '' ? null : openOr<Understood | null>(understood, opened, () => null),
  };
}

/** The finished lists of a breach, newest first. */
export async function listRecipientLists(store: Store, breachId: string): Promise<RecipientList[]> {
  const docs = await lists(store).find({ breachId, sealed: true }).sort({ createdAt: -1 }).limit(100).lean();
  return docs.map((doc) => showList(store, doc));
}

/** The lists of a breach that wait for somebody to keep them, newest first. */
export async function listHeldLists(store: Store, breachId: string): Promise<RecipientList[]> {
  const held = { breachId, sealed: false, understood: trusted({ $exists: true }) };
  const docs = await lists(store).find(held).sort({ createdAt: -1 }).limit(100).lean();
  return docs.map((doc) => showList(store, doc));
}

/** How many people of a list prefer which language; null where a version before 0.9 imported it. */
export async function countLanguages(store: Store, listId: string): Promise<Record<string, number> | null> {
  return (await lists(store).findOne({ _id: listId }).lean())?.languages ?? null;
}

/** Forgets a list that was never finished. A sealed one stays: it is part of the record. */
export async function dropUnfinishedList(store: Store, listId: string): Promise<void> {
  const { deletedCount } = await lists(store).deleteOne({ _id: listId, sealed: false });
  if (deletedCount === 1) await recipientsOf(store).deleteMany({ listId: { $in: [listId, unaddressedOf(listId)] } });
}
