import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { mongo } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import { blindIndex, blindIndexBy, STAYING } from './crypto/digest.ts';
import { type JournalEnd, type Keyring, subkey, type TakenOut } from './crypto/keyring.ts';
import { LINK_USES } from './crypto/mac.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, text } from './schema.ts';
import { findsUsers, keysNamed, opensItsRows } from './sealed-samples.ts';

/** By what the keyring of a database is known again. One document; nothing in it tells anything about a key. */
type KeyCheckDoc = {
  _id: string;
  /** Fingerprint by the key that the rows are looked up by. */
  index: string;
  /** Fingerprint by each key that ever sealed here. */
  keys: { id: string; check: string }[];
  /** Of each key that may be taken out, what the record needs of it; sealed itself. Absent until a rotation. */
  kept?: KeptKey[];
  /** The key of links, and since when none was sent that another signed. Absent until a rotation. */
  links?: { id: string; since: Date };
};
export type KeptKey = { id: string; sealed: string };

export const keyCheckSchema = defineSchema<KeyCheckDoc>({
  _id: text,
  index: text,
  keys: { type: [{ _id: false, id: text, check: text }], required: true },
  kept: { type: [{ _id: false, id: text, sealed: text }], default: undefined },
  links: { type: { id: text, since: { type: Date, required: true } }, _id: false, default: undefined },
});

const ONLY = 'keyring';
const INDEX_CHECK = ['key-check', ONLY] as const;

/**
 * Insists on the keyring that the database was written with, before anything is written with another; a row that
 * another key sealed could never be read beside the old ones. The first opening notes the current key and those that
 * sealed before, each rotation its new key.
 *
 * @returns the keyring, with what the database keeps of keys that were taken out of it
 * @throws TocsinError `bad-input` for another keyring; nothing was written then
 */
export async function requireKeyring(db: mongo.Db, keyring: Keyring): Promise<Keyring> {
  const checks = keyChecksOf(db);
  const known = await checks.findOne({ _id: ONLY });
  const noted = (id: string) => ({ id, check: checkOf(keyring, id) });
  if (known?.keys.some(({ id }) => id === keyring.current)) return sameWith(known, keyring);
  if (known === null) {
    const keys = [...new Set([...(await keysThatSealed(db, keyring)), keyring.current])].map(noted);
    await insertUnlessThere(checks, { _id: ONLY, index: indexCheckOf(keyring), keys });
  } else sameWith(known, keyring);
  // Of two processes that note a key at the same moment one is first, and the other may have another keyring.
  sameWith(await checks.findOne({ _id: ONLY }), keyring);
  const current = noted(keyring.current);
  await checks.updateOne({ _id: ONLY, 'keys.id': { $ne: current.id } }, { $push: { keys: current } });
  return sameWith(await checks.findOne({ _id: ONLY }), keyring);
}

/** The keyring with what is kept, where it is the one that is known. */
function sameWith(known: KeyCheckDoc | null, keyring: Keyring): Keyring {
  const takenOut = new Map<string, TakenOut>();
  for (const { id, check } of known?.keys ?? []) {
    if (!keyring.keys.has(id)) takenOut.set(id, openKept(known, keyring, id));
    else if (checkOf(keyring, id) !== check) throw isAnother(id);
  }
  requireIndex(known, keyring);
  return takenOut.size === 0 ? keyring : { ...keyring, takenOut };
}

/** Rows may still stand under another key of the ring, where the keyring says by name that today's is to be used. */
function requireIndex(known: KeyCheckDoc | null, keyring: Keyring): void {
  if (known?.index === indexCheckOf(keyring)) return;
  const isMoving = keyring.purposes?.indexes !== undefined;
  const isOfTheRing = [...keyring.keys.keys()].some((id) => known?.index === blindIndexBy(keyring, id, ...INDEX_CHECK));
  if (!(isMoving && isOfTheRing)) throw anotherKeyring('its first key is another one');
}

/**
 * What a key is used for once it is out of the ring: its part of the record, and by what tokens, senders, files and
 * commands are known again that come once more. None of these grants anything: a token does by the MAC of its row.
 */
const KEPT_USES = ['seal', ...STAYING.map((purpose) => `index/${purpose}`), ...LINK_USES];

type Kept = { uses: Record<string, string>; journal: JournalEnd | null; looks: string | null };

/** Where the part of the record ends that older keys wrote. */
export type RecordEnd = { journal: JournalEnd; looks: (key: string) => string };

function openKept(known: KeyCheckDoc | null, keyring: Keyring, id: string): TakenOut {
  const { sealed } = known?.kept?.find((each) => each.id === id) ?? {};
  if (sealed === undefined) throw lacks(id);
  try {
    const opened = openJson<Kept | Kept['uses']>(keyring, sealed, keptContext(id));
    const { uses, journal, looks } = isKept(opened) ? opened : { uses: opened, journal: null, looks: null };
    const keys = Object.entries(uses).map(([use, key]): [string, KeyObject] => [use, createSecretKey(key, 'base64')]);
    return { uses: new Map(keys), journal, looks };
  } catch {
    throw lacks(id);
  }
}

/** Version 0.5.0 noted the uses alone. */
function isKept(opened: Kept | Kept['uses']): opened is Kept {
  return typeof opened.uses === 'object';
}

/**
 * What is kept of every key but today's, those of the ring and those taken out, sealed under today's.
 *
 * @param end how far those of the ring hold once they are taken out
 * @param isMoved whether no row that changes is under a key any more that version 0.5.0 noted as taken out; until then
 *   all is kept of it
 */
export function keptKeysOf(keyring: Keyring, end: RecordEnd, { isMoved }: { isMoved: boolean }): KeptKey[] {
  const ids = [...keyring.keys.keys(), ...(keyring.takenOut?.keys() ?? [])].filter((id) => id !== keyring.current);
  return ids.map((id) => {
    const before = keyring.takenOut?.get(id);
    const isUnmoved = before !== undefined && before.journal === null && !isMoved;
    const uses = isUnmoved ? [...before.uses.keys()] : KEPT_USES;
    const known = uses.filter((use) => before === undefined || before.uses.has(use));
    const kept: Kept = {
      uses: Object.fromEntries(known.map((use) => [use, subkey(keyring, id, use).export().toString('base64')])),
      journal: isUnmoved ? null : (before?.journal ?? end.journal),
      looks: isUnmoved ? null : (before?.looks ?? end.looks(id)),
    };
    return { id, sealed: sealJson(keyring, kept, keptContext(id)) };
  });
}

function keptContext(id: string): string {
  return `keyChecks/kept/${id}`;
}

/** What a database knows of its keyring. */
export async function readKeyCheck(db: mongo.Db): Promise<KeyCheckDoc | null> {
  return keyChecksOf(db).findOne({ _id: ONLY });
}

/** Changes what a rotation has done. */
export async function noteRotation(db: mongo.Db, done: Partial<Pick<KeyCheckDoc, 'index' | 'kept' | 'links'>>) {
  await keyChecksOf(db).updateOne({ _id: ONLY }, { $set: done });
}

function keyChecksOf(db: mongo.Db): mongo.Collection<KeyCheckDoc> {
  return db.collection<KeyCheckDoc>('keyChecks');
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

export function indexCheckOf(keyring: Keyring): string {
  return blindIndex(keyring, ...INDEX_CHECK);
}

function anotherKeyring(why: string): TocsinError {
  return new TocsinError(
    'bad-input',
    `The keyring does not belong to this database: ${why}. Nothing was written. Bring TOCSIN_KEYRING back as it was ` +
      '(after npm start: keys.json in its data directory) from its backup.',
    'TOCSIN_KEYRING',
  );
}
