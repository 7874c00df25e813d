import { randomBytes } from 'node:crypto';
import type { Model } from 'mongoose';
import { HOUR_MS, type Instant, toMs } from '../domain/time.ts';
import { sha256Hex } from './crypto/digest.ts';
import { openJson, sealJson } from './crypto/seal.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** What somebody had typed into a form when their session ended, or a page that such a form was answered with. */
export type Draft = { path: string; values: Readonly<Record<string, string | readonly string[]>> };

type DraftDoc = { _id: string; userId: string | null; content: string; keepUntil: Date };

export const formDraftSchema = defineSchema<DraftDoc>({
  /** SHA-256 of the key that only the browser has. */
  _id: text,
  /** Whose session it was, where that was still known. */
  userId: optionalText,
  content: text,
  keepUntil: { type: Date, required: true, expires: 0 },
});

export const DRAFT_KEPT_MS = HOUR_MS;

/** Keeps what was typed, sealed, for an hour. @returns the key that gives it back */
export async function keepDraft(store: Store, draft: Draft, userId: string | null, at: Instant): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const _id = sha256Hex(key);
  const content = sealJson(store.keyring, draft, context(_id));
  await model(store).create({ _id, userId, content, keepUntil: new Date(toMs(at) + DRAFT_KEPT_MS) });
  return key;
}

/** Whether a draft still waits under this key. */
export async function hasDraft(store: Store, key: string, at: Instant): Promise<boolean> {
  const doc = await model(store).findById(sha256Hex(key), { keepUntil: 1 }).lean();
  return doc !== null && doc.keepUntil.getTime() > toMs(at);
}

/** Gives a draft back, once, and only to whom it belongs and on the page of its form. */
export async function takeDraft(
  store: Store,
  key: string,
  { userId, path, at }: { userId: string; path: string; at: Instant },
): Promise<Draft | null> {
  const draft = await readDraft(store, key, { userId, at });
  if (draft === null || draft.path.split('?')[0] !== path) return null;
  const { deletedCount } = await model(store).deleteOne({ _id: sha256Hex(key) });
  return deletedCount === 1 ? draft : null;
}

/** Reads a draft as often as it is asked for, for whom it belongs to; null where there is none. */
export async function readDraft(
  store: Store,
  key: string,
  { userId, at }: { userId: string; at: Instant },
): Promise<Draft | null> {
  const _id = sha256Hex(key);
  const doc = await model(store).findOne({ _id }).lean();
  if (doc === null || doc.keepUntil.getTime() <= toMs(at)) return null;
  if (doc.userId !== null && doc.userId !== userId) return null;
  return openJson<Draft>(store.keyring, doc.content, context(_id));
}

export const formDraftSeals: Seals = { content: ({ _id }) => context(_id) };

function context(id: string): string {
  return `drafts/${id}/content`;
}

function model(store: Store): Model<DraftDoc> {
  return store.connection.model<DraftDoc>('formDrafts');
}
