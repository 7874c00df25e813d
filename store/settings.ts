import { type Model, trusted } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { SettingChange, SettingValues } from '../domain/settings/fields.ts';
import { type SettingVersion, settingsAt } from '../domain/settings/version.ts';
import type { Instant } from '../domain/time.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/**
 * What of the organisation was set on pages: one version after the other, each with all that is set from then on. None
 * is ever changed or removed.
 */

type SettingsDoc = {
  /** The number of the version, so written that texts sort as numbers do. */
  _id: string;
  at: Instant;
  by: string;
  /** All else, sealed for this version: who writes to the database past Tocsin cannot set anything. */
  sealed: string;
};
type Content = {
  effectiveFrom: Instant;
  reasons: string;
  values: SettingValues;
  changes: SettingChange[];
  policyVersion: string;
};

export const settingsSchema = defineSchema<SettingsDoc>({ _id: text, at: text, by: text, sealed: text });

/**
 * Appends a version.
 *
 * @throws TocsinError `stale` where somebody else appended that number meanwhile
 */
export async function addSettings(store: Store, version: SettingVersion): Promise<void> {
  const { number, at, by, ...content } = version;
  const _id = idOf(number);
  try {
    await model(store).create({
      _id,
      at,
      by,
      sealed: sealJson(store.keyring, content satisfies Content, context(_id)),
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const message = 'Somebody else changed the settings meanwhile. Nothing of yours was stored; look at theirs first.';
    throw new TocsinError('stale', message, 'version', { revision: number });
  }
}

/** All versions, the newest first. */
export async function readSettings(store: Store): Promise<SettingVersion[]> {
  const docs = await model(store).find().sort({ _id: -1 }).lean();
  return docs.map(({ _id, at, by, sealed }) => {
    return { number: Number(_id), at, by, ...openJson<Content>(store.keyring, sealed, context(_id)) };
  });
}

/** The number of the last version; 0 where nothing was ever set. */
export async function lastSettings(store: Store): Promise<number> {
  const doc = await model(store)
    .findOne({ _id: trusted({ $gt: '' }) }, { _id: 1 })
    .sort({ _id: -1 })
    .lean();
  return Number(doc?._id ?? 0);
}

/** After how many days alerts are erased, as set on a page, else as the file says; null: never. */
export async function alertsDaysSet(store: Store, inFile: number | null, at: Instant): Promise<number | null> {
  const days = settingsAt(await readSettings(store), at).values['retention.alertsDays'];
  if (days === undefined) return inFile;
  return typeof days === 'number' ? days : null;
}

export const settingsSeals: Seals = { sealed: ({ _id }) => context(_id) };

function idOf(number: number): string {
  return String(number).padStart(8, '0');
}

function context(id: string): string {
  return `settings/${id}`;
}

function model(store: Store): Model<SettingsDoc> {
  return store.connection.model<SettingsDoc>('settings');
}
