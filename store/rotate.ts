import type { mongo } from 'mongoose';
import { toInstant } from '../domain/time.ts';
import { type Granting, grantMac, grantsOf, isGenuine, rightOfRow } from './auth/grants.ts';
import { indexOf } from './auth/rows.ts';
import { reencrypted } from './auth/secrets.ts';
import { keyFor, PURPOSES } from './crypto/keyring.ts';
import { keyIdOf, openOr, seal, sealBytes } from './crypto/seal.ts';
import { collectionOf, databaseOf } from './driver.ts';
import { noteRight } from './heads.ts';
import { type IntakeDoc, openIntakeDoc } from './intake-record.ts';
import { readJournalHead, sealJournal } from './journal.ts';
import { indexCheckOf, keptKeysOf, noteRotation, readKeyCheck } from './key-check.ts';
import { withLock } from './migrations/lock.ts';
import type { NoticeDoc } from './notices.ts';
import { fingerprintsOf } from './recipients.ts';
import { correlationIds, correlationsOf } from './references.ts';
import { renewMacs } from './renew-macs.ts';
import { SEALED_FIELDS } from './sealed-fields.ts';
import { openValue, type Row, type SealedValue, type Seals, sealedValuesOf } from './seals.ts';
import { readStoreClock, type Store } from './store.ts';
import { inTransaction } from './transaction.ts';
import { digestLooks, noteLanes } from './view-lanes.ts';

/**
 * Moves what older keys sealed under today's, so that a key can be taken out of the ring. Safe to repeat and to break
 * off: what is moved already is not touched again, and each value is changed only as long as it is what was read.
 *
 * Links of chains (events, pages of ledgers, looks, the journal) are hashed as they were sealed, and histories in
 * Temporal cannot be changed: they stay. What they need of a key is kept in the database, sealed under today's key.
 */

/** A key that is not today's, and what stands in the way of taking it out of the ring; nothing where it can be. */
export type KeyStanding = {
  id: string;
  isInRing: boolean;
  /** What its seals are still on, and stays so. */
  stays: { events: number; ledgerPages: number };
  inTheWay: string[];
};

export type Rotation = {
  current: string;
  /** How many values were sealed anew, by collection; those with none are left out. */
  resealed: Record<string, number>;
  /** How many rows are found by today's key of indexes from now on. */
  reindexed: number;
  /** How many authenticator secrets are encrypted anew. */
  secondFactors: number;
  /** How many MACs were made anew. */
  renewed: number;
  keys: KeyStanding[];
};

/** Values that are written at once. */
const BATCH = 500;

export async function rotateKeys(store: Store, say: (line: string) => void): Promise<Rotation> {
  return withLock(databaseOf(store), 'rotate', {
    work: async (held) => {
      const step = async <T>(line: string, work: () => Promise<T>): Promise<T> => {
        await held.renew();
        say(line);
        return work();
      };
      // First of all: whatever breaks off later, what these keys sealed can be opened.
      await noteKept(store, { isMoved: false });
      const secondFactors = await step('Authenticator secrets …', () => moveSecondFactors(store));
      const resealed: Record<string, number> = {};
      const stuck = new Map<string, number>();
      for (const [collection, seals] of Object.entries(SEALED_FIELDS)) {
        const moved = await step(`${collection} …`, () => reseal(store, collection, seals, stuck));
        if (moved > 0) resealed[collection] = moved;
      }
      const { reindexed, isWhole } = await step('Indexes …', () => reindex(store));
      const renewed = await step('MACs …', () => renewMacs(store));
      // Last: what the older keys wrote until now is what holds of them once they are taken out.
      await step('The journal …', () => noteKept(store, { isMoved: true }));
      const isAllMoved = { indexes: isWhole, cookies: secondFactors.isWhole };
      const keys = await step('What is left …', () => standings(store, stuck, isAllMoved));
      const { current } = store.keyring;
      return { current, resealed, reindexed, secondFactors: secondFactors.moved, renewed, keys };
    },
    waiting: () => say('Another process moves keys in this database; waiting for it.'),
  });
}

/** What was written until now is taken over into the journal, and where that ends is noted of the older keys. */
async function noteKept(store: Store, { isMoved }: { isMoved: boolean }): Promise<void> {
  await noteLanes(store);
  await sealJournal(store, toInstant(await readStoreClock(store)));
  const { seq, hash } = (await readJournalHead(store)) ?? { seq: 0, hash: '' };
  const end = { journal: { seq, hash }, looks: await digestLooks(store) };
  await noteRotation(databaseOf(store), { kept: keptKeysOf(store.keyring, end, { isMoved }) });
}

/** @param stuck is told of values that do not open, by the key they name. @returns how many were sealed anew */
async function reseal(store: Store, collection: string, seals: Seals, stuck: Map<string, number>): Promise<number> {
  const { keyring } = store;
  const rows = collectionOf<Row>(store, collection);
  const batch = batchFor(store, collection);
  for await (const row of rows.find(sealedOtherwise(seals, keyring.current))) {
    for (const value of sealedValuesOf(seals, row as Row)) {
      const { field, sealed } = value;
      const keyId = keyIdOf(sealed);
      if (keyId === keyring.current) continue;
      const fresh = sealedAnew(store, value);
      if (fresh === null) stuck.set(keyId ?? '?', (stuck.get(keyId ?? '?') ?? 0) + 1);
      else await batch.add(row as Row, field, sealed, fresh);
    }
  }
  return batch.end();
}

function sealedOtherwise(seals: Seals, current: string): mongo.Filter<Row> {
  const other = { $regex: `^s1\\.(?!${current}\\.)` };
  return { $or: Object.keys(seals).flatMap((field) => [{ [field]: other }, { [field]: { $type: 'binData' } }]) };
}

function openedText({ keyring }: Store, value: SealedValue): string | null {
  return openOr<string | null>(
    value.sealed,
    () => Buffer.from(openValue(keyring, value)).toString('utf8'),
    () => null,
  );
}

/** Null where the value does not open. */
function sealedAnew({ keyring }: Store, value: SealedValue): string | Buffer | null {
  const plain = openOr<Uint8Array | null>(
    value.sealed,
    () => openValue(keyring, value),
    () => null,
  );
  if (plain === null) return null;
  if (typeof value.sealed === 'string') return seal(keyring, Buffer.from(plain).toString('utf8'), value.context);
  return Buffer.from(sealBytes(keyring, plain, value.context));
}

/** Inside their seal, the sign-in library encrypts them once more, with its own secret. */
async function moveSecondFactors(store: Store): Promise<{ moved: number; isWhole: boolean }> {
  const seals = SEALED_FIELDS.secondFactors ?? {};
  const rows = collectionOf<Row>(store, 'secondFactors');
  const batch = batchFor(store, 'secondFactors');
  let isWhole = true;
  for await (const row of rows.find()) {
    for (const value of sealedValuesOf(seals, row as Row)) {
      const plain = openedText(store, value);
      const fresh = plain === null ? null : await reencrypted(store.keyring, plain).catch(() => null);
      if (fresh === null) isWhole = false;
      else if (fresh !== plain) {
        const sealed = seal(store.keyring, fresh, value.context);
        await batch.add(row as Row, value.field, value.sealed, sealed);
      }
    }
  }
  return { moved: await batch.end(), isWhole };
}

/** The index of a row by today's key, from what is sealed in it. */
const INDEXED: Readonly<Record<string, { from: string; field: string; index: IndexOf }>> = {
  users: {
    from: 'email',
    field: 'emailIndex',
    index: (store, _, email) => indexOf(store.keyring, 'user', 'email', email),
  },
  accounts: {
    ...{ from: 'accountId', field: 'accountIdIndex' },
    index: (store, _, id) => indexOf(store.keyring, 'account', 'accountId', id),
  },
  passkeys: {
    ...{ from: 'credentialId', field: 'credentialIdIndex' },
    index: (store, _, id) => indexOf(store.keyring, 'passkey', 'credentialId', id),
  },
  recipients: {
    ...{ from: 'person', field: 'fingerprint' },
    index: (store, { listId }, person) => fingerprintsOf(store, String(listId), JSON.parse(person))[0] ?? '',
  },
};
type IndexOf = (store: Store, row: Row, opened: string) => string;

/** `isWhole`: every row that is looked up is found by today's key. */
async function reindex(store: Store): Promise<{ reindexed: number; isWhole: boolean }> {
  const db = databaseOf(store);
  const today = indexCheckOf(store.keyring);
  if ((await readKeyCheck(db))?.index === today) return { reindexed: 0, isWhole: true };
  let reindexed = await moveCorrelations(store);
  let isWhole = true;
  for (const [collection, { from, field, index }] of Object.entries(INDEXED)) {
    const rows = collectionOf<Row>(store, collection);
    const batch = batchFor(store, collection);
    for await (const row of rows.find()) {
      const [value] = sealedValuesOf({ [from]: SEALED_FIELDS[collection]?.[from] ?? (() => '') }, row as Row);
      const opened = value === undefined ? null : openedText(store, value);
      if (opened === null) {
        isWhole = false;
        continue;
      }
      const fresh = index(store, row as Row, opened);
      if (fresh !== row[field]) await batch.add(row as Row, field, row[field], fresh);
    }
    reindexed += await batch.end();
  }
  if (isWhole) await noteRotation(db, { index: today });
  return { reindexed, isWhole };
}

/** Which breach the alerts of one correlation join. The correlations themselves stand in what was taken in. */
async function moveCorrelations(store: Store): Promise<number> {
  const correlations = correlationsOf(store);
  const seen = new Set<string>();
  let moved = 0;
  for await (const doc of collectionOf<IntakeDoc>(store, 'intake').find({ breachId: { $ne: null } })) {
    const [today, ...others] = idsOf(store, doc);
    if (today === undefined || seen.has(today)) continue;
    seen.add(today);
    const known = await correlations.findOne({ _id: { $in: others } });
    if (known === null) continue;
    const { _id: former, ...leads } = known;
    await correlations.updateOne({ _id: today }, { $setOnInsert: leads }, { upsert: true });
    await correlations.deleteOne({ _id: former });
    moved += 1;
  }
  return moved;
}

function idsOf(store: Store, doc: IntakeDoc): string[] {
  try {
    return correlationIds(store, openIntakeDoc(store, doc));
  } catch {
    return [];
  }
}

/** Writes in batches, each value only where it is still the one that was read. */
function batchFor(store: Store, collection: string) {
  const rows = collectionOf<Row>(store, collection);
  const granting = grantsOf(collection);
  let writes: mongo.AnyBulkWriteOperation<Row>[] = [];
  let written = 0;
  const flush = async () => {
    if (writes.length > 0) written += (await rows.bulkWrite(writes, { ordered: false })).modifiedCount;
    writes = [];
  };
  return {
    /** @param row as it was read, or as the value before has left it */
    async add(row: Row, field: string, before: unknown, fresh: string | Buffer): Promise<void> {
      if (granting !== undefined) {
        written += await moveGrant(store, rows, granting, { row, field, before, fresh });
        return;
      }
      writes.push({ updateOne: { filter: { _id: row._id, [field]: before }, update: { $set: { [field]: fresh } } } });
      if (writes.length >= BATCH || typeof fresh !== 'string') await flush();
    },
    async end(): Promise<number> {
      await flush();
      return written;
    },
  };
}

type Change = { row: Row; field: string; before: unknown; fresh: string | Buffer };

/**
 * Changes a row that grants rights, with its MAC and what the journal knows of it. One that Tocsin did not write grants
 * nothing afterwards either. @returns how many rows that were
 */
async function moveGrant(
  store: Store,
  rows: mongo.Collection<Row>,
  granting: Granting,
  { row, field, before, fresh }: Change,
): Promise<number> {
  const { _id, mac = null } = row as Row & { mac?: string | null };
  const after = { ...row, [field]: fresh };
  const set = isGenuine(store.keyring, granting, { ...row, mac })
    ? { [field]: fresh, mac: grantMac(store.keyring, granting, after) }
    : { [field]: fresh };
  return inTransaction(store, async (session) => {
    const { modifiedCount } = await rows.updateOne({ _id, [field]: before, mac }, { $set: set }, { session });
    if (modifiedCount === 0) return 0;
    Object.assign(row, set);
    const right = rightOfRow(granting, _id);
    if (right !== null && set.mac !== undefined) await noteRight(store, right, set.mac, session);
    return modifiedCount;
  });
}

async function standings(
  store: Store,
  stuck: ReadonlyMap<string, number>,
  isAllMoved: { indexes: boolean; cookies: boolean },
): Promise<KeyStanding[]> {
  const { keyring } = store;
  const openLinks = await linksOfOtherKeys(store);
  const ids = [...keyring.keys.keys(), ...(keyring.takenOut?.keys() ?? [])].filter((id) => id !== keyring.current);
  const found: KeyStanding[] = [];
  for (const id of ids) {
    const isInRing = keyring.keys.has(id);
    const used = PURPOSES.filter((purpose) => keyFor(keyring, purpose) === id);
    const count = stuck.get(id) ?? 0;
    const inTheWay = [
      ...used.map((purpose) => `it is the key of ${purpose}: name another under "purposes" of the keyring`),
      ...(count === 0 ? [] : [`${count} values that name it do not open, so they could not be moved`]),
      ...(isAllMoved.indexes ? [] : ['rows that do not open could not be indexed anew']),
      ...(isAllMoved.cookies ? [] : ['authenticators that do not open could not be encrypted anew: reset them']),
      ...(openLinks === null
        ? []
        : [`${openLinks.count} links may be signed by it; the last ends at ${openLinks.until}`]),
    ];
    const sealedBy = { $regex: `^s1\\.${id}\\.` };
    const stays = {
      events: await collectionOf(store, 'events').countDocuments({ personal: sealedBy }),
      ledgerPages: await collectionOf(store, 'ledgerPages').countDocuments({ 'entries.personal': sealedBy }),
    };
    found.push({ id, isInRing, stays, inTheWay: isInRing ? inTheWay : [] });
  }
  return found;
}

/** Links that still open and were sent before a rotation saw today's key of links; null where there is none. */
async function linksOfOtherKeys(store: Store): Promise<{ count: number; until: string } | null> {
  const today = keyFor(store.keyring, 'links');
  const db = databaseOf(store);
  const now = await readStoreClock(store);
  const known = (await readKeyCheck(db))?.links;
  const links = known?.id === today ? known : { id: today, since: new Date(now) };
  if (links !== known) await noteRotation(db, { links });
  const since = toInstant(links.since.getTime());
  const open = {
    expiresAt: { $gt: toInstant(now) },
    revoked: false,
    deliveries: { $elemMatch: { at: { $lt: since } } },
  };
  const notices = collectionOf<NoticeDoc>(store, 'notices');
  const [last] = await notices
    .find(open, { projection: { expiresAt: 1 } })
    .sort({ expiresAt: -1 })
    .limit(1)
    .toArray();
  return last === undefined ? null : { count: await notices.countDocuments(open), until: last.expiresAt };
}
