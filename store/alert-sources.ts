import type { mongo } from 'mongoose';
import { NEW_TRUST, type SourceTrust } from '../domain/alerts/source-trust.ts';
import type { Instant } from '../domain/time.ts';
import type { Keyring } from './crypto/keyring.ts';
import { isMacOf, macOf } from './crypto/mac.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { answerOf, collectionOf } from './driver.ts';
import { noteRight } from './heads.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** What each alert source is trusted by: one row for a source of which anything was set, or that was ever used. */

export type AlertSourceRow = {
  name: string;
  /** Null where the row was not written by Tocsin as it stands, or does not open: it grants nothing. */
  trust: SourceTrust | null;
  /** When each of its secrets, or another way of proof, held last: to the minute. */
  used: ReadonlyMap<string, Instant>;
};

export type AlertSourceDoc = {
  /** The name of the source. */
  _id: string;
  /** The trust, sealed, and a MAC over it; null both where nothing was set. */
  sealed: string | null;
  mac: string | null;
  used: { by: string; at: Instant }[];
};

export const alertSourceSchema = defineSchema<AlertSourceDoc>({
  _id: text,
  sealed: optionalText,
  mac: optionalText,
  used: { type: [{ by: text, at: text, _id: false }], required: true },
});

/** Those of which there is a row. */
export async function readAlertSources(store: Store): Promise<AlertSourceRow[]> {
  const docs = await answerOf(sourcesOf(store).find().sort({ _id: 1 }).toArray());
  return docs.map((doc) => {
    const used = new Map(doc.used.map(({ by, at }) => [by, at]));
    return { name: doc._id, trust: genuineTrust(store.keyring, doc), used };
  });
}

/**
 * Changes what a source is trusted by, from what stands there now. A row that grants nothing begins anew, switched off.
 *
 * @throws what `change` throws
 */
export async function changeAlertSource(
  store: Store,
  name: string,
  change: (now: SourceTrust) => SourceTrust,
): Promise<void> {
  await inTransaction(store, async (session) => {
    const doc = await sourcesOf(store).findOne({ _id: name }, { session });
    const now = doc === null ? NEW_TRUST : genuineTrust(store.keyring, doc);
    const trust = change(now ?? { ...NEW_TRUST, isOn: false });
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
  await answerOf(sources.updateOne({ _id: name, 'used.by': { $ne: by } }, first, { upsert: true }));
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

function sourcesOf(store: Store): mongo.Collection<AlertSourceDoc> {
  return collectionOf<AlertSourceDoc>(store, 'alertSources');
}

export const alertSourceSeals: Seals = { sealed: ({ _id }) => place(_id) };

function place(name: string): string {
  return `alertSources/${name}`;
}
