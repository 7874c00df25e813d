import { randomUUID } from 'node:crypto';
import { type ClientSession, type Model, trusted } from 'mongoose';
import { TocsinError } from '../../domain/errors.ts';
import { type Instant, toInstant, toMs } from '../../domain/time.ts';
import { openOr } from '../crypto/seal.ts';
import { isDuplicate } from '../failures.ts';
import { noteRight } from '../heads.ts';
import type { Store } from '../store.ts';
import { inTransaction } from '../transaction.ts';
import type { PasskeyDoc } from './collections.ts';
import { readFactorId } from './factor.ts';
import { grantMac, isGenuine, rightOfPasskey } from './grants.ts';
import { closeRow, indexesOf, openRow } from './rows.ts';

/**
 * The passkeys of the users (WebAuthn). Each stands beside the second factor with which its owner proved to be the one
 * to add it, and ends with it: also one that somebody puts back into the database afterwards.
 */

/** A passkey as its owner knows it. `credentialId` is null where its seal does not open. */
export type Passkey = {
  id: string;
  name: string;
  credentialId: string | null;
  addedAt: Instant;
  /** Null where it never was. */
  lastUsedAt: Instant | null;
};

/** What a device made: the name and the public key of a credential, both as Base64url, and how often it signed. */
export type Credential = { credentialId: string; publicKey: string; counter: number };

/** So many has nobody, and a list stays one. */
const MOST_PASSKEYS = 20;

/** The passkeys of a user, the oldest first. */
export async function listPasskeys(store: Store, userId: string): Promise<Passkey[]> {
  const docs = await passkeys(store).find({ userId }).sort({ createdAt: 1, _id: 1 }).lean();
  return docs.map((doc) => {
    const { _id: id, createdAt, lastUsedAt } = doc;
    const opened = <T>(field: 'name' | 'credentialId', instead: (mark: string) => T): string | T =>
      openOr<string | T>(
        doc[field],
        () => String(openRow(store.keyring, 'passkey', { _id: id, [field]: doc[field] })[field]),
        instead,
      );
    return {
      id,
      name: opened('name', (mark) => mark),
      credentialId: opened('credentialId', () => null),
      addedAt: toInstant(createdAt.getTime()),
      lastUsedAt: lastUsedAt === null ? null : toInstant(lastUsedAt.getTime()),
    };
  });
}

/**
 * Adds a passkey to a user. `known`: somebody has it already; `full`: they have as many as there may be.
 *
 * @throws TocsinError `conflict` where the user has no second factor
 */
export async function addPasskey(
  store: Store,
  { userId, name, at, ...credential }: Credential & { userId: string; name: string; at: Instant },
): Promise<'added' | 'known' | 'full'> {
  const id = randomUUID();
  const { credentialId, publicKey, counter } = credential;
  try {
    return await inTransaction(store, async (session) => {
      const factorId = await readFactorId(store, userId, session);
      if (factorId === null) throw new TocsinError('conflict', 'Enrol an authenticator first; then add passkeys.');
      // The unique index holds within one key; until all are found by today's, it may stand under another.
      const same = { credentialIdIndex: amongIndexes(store, credentialId) };
      if ((await passkeys(store).findOne(same, null, { session }).lean()) !== null) return 'known';
      if ((await passkeys(store).countDocuments({ userId }, { session })) >= MOST_PASSKEYS) return 'full';
      const doc = {
        ...closeRow(store.keyring, 'passkey', id, { name, credentialId }),
        ...{ _id: id, userId, factorId, publicKey, counter },
        ...{ createdAt: new Date(toMs(at)), lastUsedAt: null },
      };
      const mac = grantMac(store.keyring, 'passkey', doc);
      await passkeys(store).create([{ ...doc, mac } as PasskeyDoc], { session });
      await noteRight(store, rightOfPasskey(id), mac, session);
      return 'added';
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return 'known';
  }
}

/**
 * Whose passkey a credential is, and what checks its signatures; null where there is none of that name, where its row
 * was written or changed past Tocsin, and where the second factor is gone beside which it was added.
 */
export async function findPasskey(
  store: Store,
  credentialId: string,
): Promise<{ id: string; userId: string; publicKey: string } | null> {
  const doc = await passkeys(store)
    .findOne({ credentialIdIndex: amongIndexes(store, credentialId) })
    .lean();
  if (doc === null || !isGenuine(store.keyring, 'passkey', doc)) return null;
  const { _id: id, userId, publicKey, factorId } = doc;
  return (await readFactorId(store, userId)) === factorId ? { id, userId, publicKey } : null;
}

/**
 * Notes that a passkey was used, and how often its device says it was. One that counts has counted on with each use
 * (WebAuthn, 6.1.1): `back` says that it did not, as where it was copied. Most are on several devices and say 0.
 */
export async function usePasskey(
  store: Store,
  id: string,
  { counter, at }: { counter: number; at: Instant },
): Promise<'used' | 'back' | 'gone'> {
  return inTransaction(store, async (session) => {
    const doc = await passkeys(store).findOne({ _id: id }, null, { session }).lean();
    if (doc === null || !isGenuine(store.keyring, 'passkey', doc)) return 'gone';
    const counts = counter > 0 || doc.counter > 0;
    if (counts && counter <= doc.counter) return 'back';
    const mac = grantMac(store.keyring, 'passkey', { ...doc, counter });
    const set = { counter, lastUsedAt: new Date(toMs(at)), mac };
    await passkeys(store).updateOne({ _id: id }, { $set: set }, { session, runValidators: true });
    if (mac !== doc.mac) await noteRight(store, rightOfPasskey(id), mac, session);
    return 'used';
  });
}

/** Ends a passkey of a user. @returns whether there was one */
export async function removePasskey(store: Store, userId: string, id: string): Promise<boolean> {
  return inTransaction(store, async (session) => {
    const { deletedCount } = await passkeys(store).deleteOne({ _id: id, userId }, { session });
    if (deletedCount === 1) await noteRight(store, rightOfPasskey(id), null, session);
    return deletedCount === 1;
  });
}

/** Ends all passkeys of a user, with the second factor beside which they stand. */
export async function endPasskeys(store: Store, userId: string, session: ClientSession): Promise<void> {
  const docs = await passkeys(store).find({ userId }, { _id: 1 }, { session }).lean();
  await passkeys(store).deleteMany({ userId }, { session });
  for (const { _id } of docs) await noteRight(store, rightOfPasskey(_id), null, session);
}

function amongIndexes({ keyring }: Store, credentialId: string) {
  return trusted({ $in: indexesOf(keyring, 'passkey', 'credentialId', credentialId) });
}

function passkeys(store: Store): Model<PasskeyDoc> {
  return store.connection.model<PasskeyDoc>('passkeys');
}
