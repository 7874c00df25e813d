import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Model } from 'mongoose';
import type { Instant } from '../domain/time.ts';
import { sha256Hex } from './crypto/digest.ts';
import { ROLES, type Role } from './roles.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/** Who calls: the name of a token or role (`dpo`), never a person's name. */
export type Principal = { name: string; role: Role };

type TokenDoc = { _id: string; role: Role; hash: string; issuedAt: Instant; expiresAt: Instant | null };

export const tokenSchema = defineSchema<TokenDoc>({
  _id: text,
  role: { type: String, required: true, enum: ROLES },
  /** SHA-256 of the token. It has 256 random bits, so a slow hash would protect nothing more. */
  hash: text,
  issuedAt: text,
  expiresAt: optionalText,
}).index({ hash: 1 }, { unique: true });

const TOKEN = /^tocsin_[A-Za-z0-9_-]{43}$/;

/** Issues a token and shows it this one time; an earlier token of the same name no longer opens anything. */
export async function issueToken(
  store: Store,
  { name, role, at, expiresAt }: Principal & { at: Instant; expiresAt: Instant | null },
): Promise<string> {
  const token = `tocsin_${randomBytes(32).toString('base64url')}`;
  const doc = { role, hash: sha256Hex(token), issuedAt: at, expiresAt };
  await model(store).updateOne({ _id: name }, { $set: doc }, { upsert: true, runValidators: true });
  return token;
}

/** Whose token this is; null for one that is unknown, replaced, revoked or past its time. */
export async function authenticate(store: Store, token: string, now: Instant): Promise<Principal | null> {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null;
  const hash = sha256Hex(token);
  const doc = await model(store).findOne({ hash }).lean();
  if (doc === null || !timingSafeEqual(Buffer.from(doc.hash), Buffer.from(hash))) return null;
  if (doc.expiresAt !== null && doc.expiresAt <= now) return null;
  return { name: doc._id, role: doc.role };
}

/** Ends a token. */
export async function revokeToken(store: Store, name: string): Promise<void> {
  await model(store).deleteOne({ _id: name });
}

function model(store: Store): Model<TokenDoc> {
  return store.connection.model<TokenDoc>('tokens');
}
