import type { mongo } from 'mongoose';
import { type Act, beginAnew, NEW_TRUST, type SourceTrust } from '../domain/alerts/source-trust.ts';
import type { TooLarge } from '../domain/alerts/source-view.ts';
import type { Instant } from '../domain/time.ts';
import type { Keyring } from './crypto/keyring.ts';
import { isMacOf, macOf } from './crypto/mac.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { isDuplicate } from './failures.ts';
import { chainOf, noteRight } from './heads.ts';
import { readNamed } from './journal.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** What each alert source is trusted by: one row for a source of which anything was set, or that was ever used. */

export type AlertSourceRow = {
  name: string;
  /** Null where the row was not written by Tocsin as it stands, does not open, or is gone: it grants nothing. */
  trust: SourceTrust | null;
  /** When each of its secrets, or another way of proof, held last: to the minute. */
  used: ReadonlyMap<string, Instant>;
  tooLarge: TooLarge | null;
};

export type AlertSourceDoc = {
  /** The name of the source. */
  _id: string;
  /** The trust, sealed, and a MAC over it; null both where nothing was set. */
  sealed: string | null;
  mac: string | null;
  used: { by: string; at: Instant }[];
  /** How it goes with asking it, sealed, and when it is asked next: see `alert-pulls.ts`. */
  pull?: string;
  pullAt?: Instant;
  /** Since when it could not be asked, where whoever is on duty was told of that. */
  pullTold?: Instant;
  tooLarge?: TooLarge;
};

export const alertSourceSchema = defineSchema<AlertSourceDoc>({
  _id: text,
  sealed: optionalText,
  mac: optionalText,
  used: { type: [{ by: text, at: text, _id: false }], required: true },
  pull: String,
  pullAt: String,
  pullTold: String,
  tooLarge: {
    type: { count: integer, unproved: integer, firstAt: text, lastAt: text, lastSize: Number, _id: false },
    default: undefined,
  },
});

/** Those of which there is a row, or was one. */
export async function readAlertSources(store: Store): Promise<AlertSourceRow[]> {
  // Read first: what is set from then on is no row that is gone.
  const wereSet = await sourcesOnceSet(store);
  const docs = await answerOf(sourcesOf(store).find().sort({ _id: 1 }).toArray());
  const rows = docs.map((doc): AlertSourceRow => {
    const used = new Map(doc.used.map(({ by, at }) => [by, at]));
    return { name: doc._id, trust: trustIn(store.keyring, doc, wereSet), used, tooLarge: doc.tooLarge ?? null };
  });
  const gone = [...wereSet].filter((name) => !docs.some(({ _id }) => _id === name));
  return [...rows, ...gone.map((name) => ({ name, trust: null, used: new Map(), tooLarge: null }))];
}

/** The sources of which anything was ever set, by the notes for the journal and by the journal itself. */
export async function sourcesOnceSet(store: Store): Promise<Set<string>> {
  const before = chainOf.right(rightOfSource(''));
  return new Set((await readNamed(store, before)).map((of) => of.slice(before.length)));
}

/**
 * Changes what a source is trusted by, from what stands there now. Where that grants nothing, it begins anew: switched
 * off, and without the secrets from the settings.
 *
 * @throws what `change` throws
 */
export async function changeAlertSource(
  store: Store,
  name: string,
  changed: Act,
  change: (now: SourceTrust) => SourceTrust,
): Promise<void> {
  const wereSet = await sourcesOnceSet(store);
  await inTransaction(store, async (session) => {
    const doc = await sourcesOf(store).findOne({ _id: name }, { session });
    const now = trustIn(store.keyring, doc ?? { _id: name, sealed: null, mac: null, used: [] }, wereSet);
    const trust = { ...change(now ?? beginAnew(changed)), changed };
    const mac = macOf(store.keyring, 'alert-source', granted(name, trust));
    const set = { sealed: sealJson(store.keyring, trust, place(name)), mac };
    await sourcesOf(store).updateOne(
      { _id: name },
      { $set: set, $setOnInsert: { used: [] } },
      { session, upsert: true },
    );
    await noteRight(store, rightOfSource(name), mac, session);
  });
}

/** Notes that a way of proof held. */
export async function noteUsed(store: Store, name: string, by: string, at: Instant): Promise<void> {
  const sources = sourcesOf(store);
  const known = await answerOf(sources.updateOne({ _id: name, 'used.by': by }, { $max: { 'used.$.at': at } }));
  if (known.matchedCount > 0) return;
  const first = { $push: { used: { by, at } }, $setOnInsert: { sealed: null, mac: null } };
  try {
    await answerOf(sources.updateOne({ _id: name, 'used.by': { $ne: by } }, first, { upsert: true }));
  } catch (error) {
    // Another process noted the same at this moment.
    if (!isDuplicate(error)) throw error;
  }
}

/**
 * Counts a body that was too large to be kept.
 *
 * @param size in bytes, where its sender said so
 */
export async function noteTooLarge(
  store: Store,
  name: string,
  { at, size, isProved }: { at: Instant; size: number | null; isProved: boolean },
): Promise<void> {
  const update = {
    $inc: { 'tooLarge.count': 1, 'tooLarge.unproved': isProved ? 0 : 1 },
    $min: { 'tooLarge.firstAt': at },
    $set: { 'tooLarge.lastAt': at, ...(size !== null && { 'tooLarge.lastSize': size }) },
    ...(size === null && { $unset: { 'tooLarge.lastSize': '' as const } }),
    $setOnInsert: { sealed: null, mac: null, used: [] },
  };
  try {
    await answerOf(sourcesOf(store).updateOne({ _id: name }, update, { upsert: true }));
  } catch (error) {
    // Another process made the row at this moment.
    if (!isDuplicate(error)) throw error;
    await noteTooLarge(store, name, { at, size, isProved });
  }
}

/** Sources that sent what was too large to be kept, the last one at or after an instant (UTC). */
export async function listTooLarge(store: Store, since: Instant): Promise<(TooLarge & { source: string })[]> {
  const found = sourcesOf(store).find({ 'tooLarge.lastAt': { $gte: since } }, { projection: { tooLarge: 1 } });
  const docs = await answerOf(found.sort({ _id: 1 }).toArray());
  return docs.flatMap(({ _id: source, tooLarge }) => (tooLarge === undefined ? [] : [{ source, ...tooLarge }]));
}

/** Null where it grants nothing. A row without trust is one of which nothing was ever set, or its trust was removed. */
function trustIn(keyring: Keyring, doc: AlertSourceDoc, wereSet: ReadonlySet<string>): SourceTrust | null {
  return doc.sealed === null && wereSet.has(doc._id) ? null : genuineTrust(keyring, doc);
}

function genuineTrust(keyring: Keyring, { _id, sealed, mac }: AlertSourceDoc): SourceTrust | null {
  if (sealed === null && mac === null) return NEW_TRUST;
  try {
    const trust = openJson<SourceTrust>(keyring, sealed ?? '', place(_id));
    return isMacOf(keyring, 'alert-source', granted(_id, trust), mac) ? trust : null;
  } catch {
    return null;
  }
}

/** Whether Tocsin wrote this row as it stands. */
export function isGenuineSource(keyring: Keyring, doc: AlertSourceDoc): boolean {
  return genuineTrust(keyring, doc) !== null;
}

/** The MAC of a row by today's key; null where it has none, or Tocsin did not write the row. */
export function sourceMac(keyring: Keyring, doc: AlertSourceDoc): string | null {
  const trust = doc.mac === null ? null : genuineTrust(keyring, doc);
  return trust === null ? null : macOf(keyring, 'alert-source', granted(doc._id, trust));
}

function granted(name: string, trust: SourceTrust): Record<string, unknown> {
  return { _id: name, ...trust };
}

/** By what the journal knows a source. */
export function rightOfSource(name: string): string {
  return `alertSources/${name}`;
}

export function sourcesOf(store: Store): mongo.Collection<AlertSourceDoc> {
  return collectionOf<AlertSourceDoc>(store, 'alertSources');
}

export const alertSourceSeals: Seals = { sealed: ({ _id }) => place(_id), pull: ({ _id }) => pullPlace(_id) };

function place(name: string): string {
  return `alertSources/${name}`;
}

export function pullPlace(name: string): string {
  return `${place(name)}/pull`;
}
