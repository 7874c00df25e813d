import { createHmac } from 'node:crypto';
import type { mongo } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import { blindIndex } from './crypto/digest.ts';
import { type Keyring, subkey } from './crypto/keyring.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, text } from './schema.ts';
import { findsUsers, keysNamed, opensItsRows } from './sealed-samples.ts';

/** By what the keyring of a database is known again. One document; nothing in it tells anything about a key. */
type KeyCheckDoc = {
  _id: string;
  /** Fingerprint by the first key of the keyring, on which every blind index hangs. */
  index: string;
  /** Fingerprint by each key that ever sealed here. */
  keys: { id: string; check: string }[];
};

export const keyCheckSchema = defineSchema<KeyCheckDoc>({
  _id: text,
  index: text,
  keys: { type: [{ _id: false, id: text, check: text }], required: true },
});

const ONLY = 'keyring';

/**
 * Insists on the keyring that the database was written with, before anything is written with another; a row that
 * another key sealed could never be read beside the old ones. The first opening notes the current key and those that
 * sealed before, each rotation its new key.
 *
 * @throws TocsinError `bad-input` for another keyring; nothing was written then
 */
export async function requireKeyring(db: mongo.Db, keyring: Keyring): Promise<void> {
  const checks = db.collection<KeyCheckDoc>('keyChecks');
  const known = await checks.findOne({ _id: ONLY });
  const noted = (id: string) => ({ id, check: checkOf(keyring, id) });
  if (known?.keys.some(({ id }) => id === keyring.current)) return requireSame(known, keyring);
  if (known === null) {
    const keys = [...new Set([...(await keysThatSealed(db, keyring)), keyring.current])].map(noted);
    await insertUnlessThere(checks, { _id: ONLY, index: indexCheckOf(keyring), keys });
  } else requireSame(known, keyring);
  // Of two processes that note a key at the same moment one is first, and the other may have another keyring.
  requireSame(await checks.findOne({ _id: ONLY }), keyring);
  const current = noted(keyring.current);
  await checks.updateOne({ _id: ONLY, 'keys.id': { $ne: current.id } }, { $push: { keys: current } });
  requireSame(await checks.findOne({ _id: ONLY }), keyring);
}

function requireSame(known: KeyCheckDoc | null, keyring: Keyring): void {
  for (const { id, check } of known?.keys ?? []) {
    if (!keyring.keys.has(id)) throw lacks(id);
    if (checkOf(keyring, id) !== check) throw isAnother(id);
  }
  if (known?.index !== indexCheckOf(keyring)) throw anotherKeyring('its first key is another one');
}

async function insertUnlessThere(checks: mongo.Collection<KeyCheckDoc>, doc: KeyCheckDoc): Promise<void> {
  try {
    await checks.insertOne(doc);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/**
 * For a database that an earlier version wrote, which noted no keyring: the keys of this one that sealed something
 * here. Nothing is noted for a keyring that lacks a key which a seal names, since the whole one would be refused ever
 * after.
 * @throws TocsinError `bad-input`
 */
async function keysThatSealed(db: mongo.Db, keyring: Keyring): Promise<string[]> {
  const sealed: string[] = [];
  for (const id of await keysNamed(db)) {
    if (!keyring.keys.has(id)) throw lacks(id);
    const opens = await opensItsRows(db, keyring, id);
    if (opens === false) throw isAnother(id);
    // One that no row could be tried with may be another of the same id; to note it could lock out the right one.
    if (opens) sealed.push(id);
  }
  if ((await findsUsers(db, keyring)) === false) throw anotherKeyring('its first key is another one');
  return sealed;
}

function isAnother(id: string): TocsinError {
  return anotherKeyring(`its key "${id}" is another one of the same id`);
}

function lacks(id: string): TocsinError {
  return anotherKeyring(`it lacks key "${id}", which sealed a part of the data`);
}

function checkOf(keyring: Keyring, id: string): string {
  return createHmac('sha256', subkey(keyring, id, 'key-check'))
    .update(id, 'utf8')
    .digest('hex');
}

function indexCheckOf(keyring: Keyring): string {
  return blindIndex(keyring, 'key-check', ONLY);
}

function anotherKeyring(why: string): TocsinError {
  return new TocsinError(
    'bad-input',
    `The keyring does not belong to this database: ${why}. Nothing was written. Bring TOCSIN_KEYRING back as it was ` +
      '(after npm start: keys.json in its data directory) from its backup.',
    'TOCSIN_KEYRING',
  );
}
