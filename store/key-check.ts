import { createHmac } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { SealedEvent } from '../domain/audit/chain.ts';
import { TocsinError } from '../domain/errors.ts';
import { openRow } from './auth/rows.ts';
import { blindIndex } from './crypto/digest.ts';
import { type Keyring, subkey } from './crypto/keyring.ts';
import { open } from './crypto/seal.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, text } from './schema.ts';
import { openWords } from './sealing.ts';

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
 * another key sealed could never be read beside the old ones. The first opening notes the keyring, each rotation its
 * new key.
 *
 * @throws TocsinError `bad-input` for another keyring; nothing was written then
 */
export async function requireKeyring(db: mongo.Db, keyring: Keyring): Promise<void> {
  const checks = db.collection<KeyCheckDoc>('keyChecks');
  const current = { id: keyring.current, check: checkOf(keyring, keyring.current) };
  const known = await checks.findOne({ _id: ONLY });
  if (known?.keys.some(({ id }) => id === keyring.current)) return requireSame(known, keyring);
  if (known === null) {
    if (!(await opensSample(db, keyring))) throw anotherKeyring('it opens nothing of what is stored');
    await insertUnlessThere(checks, { _id: ONLY, index: indexCheckOf(keyring), keys: [current] });
  } else {
    requireSame(known, keyring);
    await checks.updateOne({ _id: ONLY, 'keys.id': { $ne: current.id } }, { $push: { keys: current } });
  }
  // Of two processes that noted a key at the same moment one was first.
  requireSame(await checks.findOne({ _id: ONLY }), keyring);
}

function requireSame(known: KeyCheckDoc | null, keyring: Keyring): void {
  for (const { id, check } of known?.keys ?? []) {
    if (!keyring.keys.has(id)) throw anotherKeyring(`it lacks key "${id}", which sealed a part of the data`);
    if (checkOf(keyring, id) !== check) throw anotherKeyring(`its key "${id}" is another one of the same id`);
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
 * For a database that an earlier version wrote, which noted no keyring: whether one of its rows opens. True where there
 * is no sealed row. One row that was changed by hand must not lock everybody out, so that one of several is enough.
 */
async function opensSample(db: mongo.Db, keyring: Keyring): Promise<boolean> {
  const event = await db.collection<SealedEvent>('events').findOne({ personal: { $type: 'string' } });
  const user = await db.collection('users').findOne();
  const attempts: ((() => unknown) | null)[] = [
    event && (() => openWords(keyring, event)),
    user && (() => openRow(keyring, 'user', user)),
  ];
  for (const name of ['intake', 'counterparties', 'dataflowChanges']) {
    const row = await db.collection<{ _id: string; sealed: string }>(name).findOne();
    attempts.push(row && (() => open(keyring, row.sealed, `${name}/${row._id}`)));
  }
  const found = attempts.filter((attempt) => attempt !== null);
  return found.length === 0 || found.some(succeeds);
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    if (error instanceof TocsinError) return false;
    throw error;
  }
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
