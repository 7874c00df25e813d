import type { mongo } from 'mongoose';
import { DAY_MS, plusMs, toInstant } from '../../domain/time.ts';
import { GRANTING_COLLECTIONS, type Granting, grantMac, rightOfUser } from '../auth/grants.ts';
import { macOf } from '../crypto/mac.ts';
import { collectionOf } from '../driver.ts';
import { type EventDoc, eventsOf, guardedOf as guardedOfEvent, readBreachIds } from '../events.ts';
import { chainOf, type Head, noteHeads } from '../heads.ts';
import { bodyDigest, type IntakeDoc } from '../intake-record.ts';
import { beginJournal, mayEarlierWrite, readJournalHead, sealJournal } from '../journal.ts';
import { guardedOf as guardedOfPage, type PageDoc, pages } from '../ledger/pages.ts';
import { type ListDoc, sourceDigest } from '../list-record.ts';
import { counters, UNKNOWN_REFERENCE } from '../references.ts';
import { readStoreClock, type Store } from '../store.ts';
import { keyedToken, rightOf, type TokenDoc } from '../tokens.ts';
import { type ViewDoc, viewMac, viewsOf } from '../view-lanes.ts';

/**
 * What versions before 0.5 wrote without a key: digests of tokens and of what came in are keyed, rows that grant rights
 * and the links of every chain get their MACs, and the journal begins with the heads there are. It is taken as it
 * stands: what was changed before cannot be told any more.
 */

/** So long after that the processes of the version before may still write. */
const UPGRADE_MS = DAY_MS;
const ROWS_TOGETHER = 1_000;
/** The lane of looks that no process numbered. */
const EARLIER_LANE = 'earlier';

/**
 * Safe to repeat, also after it was broken off. Once the journal has begun, rights are not keyed any more, and the rest
 * only while the version before may still write.
 *
 * @returns how many rows were keyed
 */
export async function keyEarlierRows(store: Store): Promise<number> {
  const now = toInstant(await readStoreClock(store));
  const hasBegun = (await readJournalHead(store)) !== null;
  if (hasBegun && !(await mayEarlierWrite(store))) return 0;
  const granting = hasBegun ? 0 : await keyRights(store);
  const rest = (await keyDigests(store)) + (await keyChains(store)) + (await keyViews(store));
  if (!hasBegun) {
    await noteHeads(store, [...(await allEnds(store)), ...(await referenceHeads(store)), ...(await rights(store))]);
    await beginJournal(store, now, (await isInUse(store)) ? plusMs(now, UPGRADE_MS) : null);
  }
  await sealJournal(store, now);
  return granting + rest;
}

const WITHOUT_MAC = { mac: null };

async function keyRights(store: Store): Promise<number> {
  const { keyring } = store;
  let keyed = await update<TokenDoc>(store, 'tokens', WITHOUT_MAC, (doc) => ({ $set: keyedToken(keyring, doc) }));
  for (const [name, collection] of Object.entries(GRANTING_COLLECTIONS)) {
    keyed += await update<Row>(store, collection, WITHOUT_MAC, (doc) => ({
      $set: { mac: grantMac(keyring, name as Granting, doc) },
    }));
  }
  return keyed;
}

async function keyDigests(store: Store): Promise<number> {
  const intake = await update<IntakeDoc>(store, 'intake', { bodySha256: { $type: 'string' } }, (doc) => ({
    $set: { bodyDigest: bodyDigest(store, doc.bodySha256 ?? '') },
    $unset: { bodySha256: '' },
  }));
  const lists = await update<ListDoc>(store, 'lists', { sha256: { $type: 'string' } }, (doc) => ({
    $set: { sourceDigest: sourceDigest(store, doc.sha256 ?? '') },
    $unset: { sha256: '' },
  }));
  return intake + lists;
}

/** Events and pages of ledgers, and where the chains end that were made longer without a note of it. */
async function keyChains(store: Store): Promise<number> {
  const { keyring } = store;
  const [breachIds, ledgers] = [new Set<string>(), new Set<string>()];
  const events = await update<EventDoc>(store, 'events', WITHOUT_MAC, (doc) => {
    breachIds.add(doc.breachId);
    return { $set: { mac: macOf(keyring, 'event', guardedOfEvent(doc)) } };
  });
  const written = await update<PageDoc>(store, 'ledgerPages', WITHOUT_MAC, (doc) => {
    ledgers.add(doc.ledger);
    return { $set: { mac: macOf(keyring, 'ledger-page', guardedOfPage(doc)) } };
  });
  await noteHeads(store, await endsOf(store, breachIds, ledgers));
  return events + written;
}

async function allEnds(store: Store): Promise<Head[]> {
  const ledgers = await pages(store).distinct('ledger');
  return endsOf(store, new Set(await readBreachIds(store)), new Set(ledgers));
}

async function endsOf(store: Store, breachIds: Set<string>, ledgers: Set<string>): Promise<Head[]> {
  const ends: Head[] = [];
  for (const breachId of breachIds) {
    const [last] = await eventsOf(store).find({ breachId }).sort({ seq: -1 }).limit(1).toArray();
    if (last !== undefined) ends.push({ of: chainOf.breach(breachId), seq: last.seq, hash: last.hash });
  }
  for (const ledger of ledgers) {
    const [last] = await pages(store).find({ ledger }).sort({ page: -1 }).limit(1).toArray();
    if (last !== undefined) ends.push({ of: chainOf.ledger(ledger), seq: last.page, hash: last.hash });
  }
  return ends;
}

/** Whether an earlier version has written here, whose processes may go on for a while. */
async function isInUse(store: Store): Promise<boolean> {
  const counted = ['events', 'users', 'tokens'].map((name) => collectionOf(store, name).findOne({}));
  return (await Promise.all(counted)).some((doc) => doc !== null);
}

/** Looks in the order of their instants, in a lane of their own, which goes on where it ended. */
async function keyViews(store: Store): Promise<number> {
  const [end] = await viewsOf(store).find({ lane: EARLIER_LANE }).sort({ n: -1 }).limit(1).toArray();
  let n = end?.n ?? 0;
  let mac = end?.mac ?? '';
  const keyed = await update<ViewDoc>(store, 'views', WITHOUT_MAC, (doc) => {
    n += 1;
    const place = { lane: EARLIER_LANE, n };
    mac = viewMac(store.keyring, { ...doc, ...place });
    return { $set: { ...place, mac } };
  });
  if (keyed > 0) await noteHeads(store, [{ of: chainOf.views(EARLIER_LANE), seq: n, hash: mac }]);
  return keyed;
}

async function referenceHeads(store: Store): Promise<Head[]> {
  const docs = await counters(store).find().lean();
  return docs.map(({ _id, value }) => ({ of: chainOf.references(_id), seq: value, hash: UNKNOWN_REFERENCE }));
}

async function rights(store: Store): Promise<Head[]> {
  const headsIn = async (collection: string, nameOf: (id: string) => string): Promise<Head[]> => {
    const docs = await collectionOf<Row>(store, collection).find().toArray();
    return docs.map(({ _id, mac }) => ({ of: chainOf.right(nameOf(_id)), seq: 1, hash: String(mac) }));
  };
  return [...(await headsIn('tokens', rightOf)), ...(await headsIn('users', rightOfUser))];
}

type Row = { _id: string } & Record<string, unknown>;

/** Changes every row that a filter finds, in the order of their ids. @returns how many */
async function update<Doc extends { _id: string }>(
  store: Store,
  collection: string,
  filter: mongo.Document,
  change: (doc: Doc) => mongo.Document,
): Promise<number> {
  const rows = collectionOf<Doc & mongo.Document>(store, collection);
  let writes: mongo.AnyBulkWriteOperation<Doc & mongo.Document>[] = [];
  let changed = 0;
  const flush = async () => {
    if (writes.length > 0) await rows.bulkWrite(writes, { ordered: true });
    changed += writes.length;
    writes = [];
  };
  for await (const doc of rows.find(filter as never).sort({ _id: 1 })) {
    const own = { _id: doc._id } as never;
    writes.push({ updateOne: { filter: own, update: change(doc as unknown as Doc) as never } });
    if (writes.length === ROWS_TOGETHER) await flush();
  }
  await flush();
  return changed;
}
