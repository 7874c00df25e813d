import { randomBytes } from 'node:crypto';
import { type Model, trusted } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import { ROLES, type Role, TOKEN_DAYS } from '../domain/roles.ts';
import { DAY_MS, type Instant, MINUTE_MS, plusMs, SECOND_MS, toMs } from '../domain/time.ts';
import { createBatches } from './batches.ts';
import { blindIndex, blindIndexes, sha256Hex } from './crypto/digest.ts';
import type { Keyring } from './crypto/keyring.ts';
import { isMacOf, macOf } from './crypto/mac.ts';
import { answerOf } from './driver.ts';
import { noteRight } from './heads.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/** Who calls: the name of a token or role (`dpo`) or `user:<id>`, never a person's name. */
export type Principal = { name: string; role: Role };

/** Whoever works at the machine itself, with the keys of the database. */
export const OPERATOR: Principal = { name: 'operator', role: 'administrator' };

/** How much of its role a token may use: `read` calls GET alone. */
export const SCOPES = ['all', 'read'] as const;
export type Scope = (typeof SCOPES)[number];

/** What is known of a token; the token itself is not. */
export type TokenRecord = Principal & {
  scope: Scope;
  issuedAt: Instant;
  /** Null where it never ends; none of those is issued any more. */
  expiresAt: Instant | null;
  /** When it was last accepted, to the minute; null where it never was. */
  lastUsedAt: Instant | null;
};

export type TokenDoc = Omit<TokenRecord, 'name'> & { _id: string; hash: string; mac: string | null };

export const tokenSchema = defineSchema<TokenDoc>({
  _id: text,
  role: { type: String, required: true, enum: ROLES },
  scope: { type: String, default: 'all', enum: SCOPES },
  /** {@link hashOf} the token. */
  hash: text,
  /** Over what it grants; see {@link grantOf}. */
  mac: optionalText,
  issuedAt: text,
  expiresAt: optionalText,
  lastUsedAt: optionalText,
}).index({ hash: 1 }, { unique: true });

const TOKEN = /^tocsin_[A-Za-z0-9_-]{43}$/;

/**
 * Whether the record would show what a token of this name does as somebody else's doing: the engine's, the operator's,
 * or that of a role which the token does not have.
 */
export function isTakenForAnother(name: string, role: Role): boolean {
  return name === 'engine' || name === OPERATOR.name || (name !== role && ROLES.some((known) => known === name));
}

/**
 * Issues a token and shows it this one time; an earlier token of the same name no longer opens anything. Where nobody
 * says when it ends, it does so after `TOKEN_DAYS`.
 * @throws TocsinError `bad-input` for a name that the record would take for another's
 */
export async function issueToken(
  store: Store,
  {
    name,
    role,
    scope = 'all',
    at,
    expiresAt = plusMs(at, TOKEN_DAYS * DAY_MS),
  }: Principal & { scope?: Scope; at: Instant; expiresAt?: Instant },
): Promise<string> {
  if (isTakenForAnother(name, role)) {
    throw new TocsinError('bad-input', `The record would show '${name}' as somebody else; take another name.`, 'name', {
      why: 'name-reserved',
    });
  }
  const token = `tocsin_${randomBytes(32).toString('base64url')}`;
  const granted = { role, scope, hash: hashOf(store.keyring, sha256Hex(token)), issuedAt: at, expiresAt };
  const mac = macOf(store.keyring, 'token', grantOf({ _id: name, ...granted }));
  const doc = { ...granted, lastUsedAt: null, mac };
  await inTransaction(store, async (session) => {
    await model(store).updateOne({ _id: name }, { $set: doc }, { session, upsert: true, runValidators: true });
    await noteRight(store, rightOf(name), mac, session);
  });
  believed.delete(store);
  return token;
}

/**
 * Whose token this is; null for one that is unknown, replaced, revoked or past its time, and for one that was written
 * or changed past Tocsin.
 */
export async function authenticate(
  store: Store,
  token: string,
  now: Instant,
): Promise<(Principal & { scope: Scope }) | null> {
  if (typeof token !== 'string' || !TOKEN.test(token)) return null;
  const sha256 = sha256Hex(token);
  const doc = believed.get(store)?.get(sha256) ?? (await findGenuine(store, sha256));
  if (doc === null || (doc.expiresAt !== null && doc.expiresAt <= now)) return null;
  const { lastUsedAt = null } = doc;
  if (lastUsedAt === null || toMs(now) - toMs(lastUsedAt) >= MINUTE_MS) {
    doc.lastUsedAt = now;
    await model(store).updateOne({ _id: doc._id }, { $set: { lastUsedAt: now } });
  }
  return { name: doc._id, role: doc.role, scope: doc.scope ?? 'all' };
}

/**
 * Tokens of alert sources that were found a moment ago, by their SHA-256: in a storm each alert would ask for the same
 * one. This process ends one at once; one that another process ends can send alerts for a second more.
 */
const believed = new WeakMap<Store, Map<string, TokenDoc>>();

async function findGenuine(store: Store, sha256: string): Promise<TokenDoc | null> {
  const doc = await findTogether(store, 'tokens', blindIndexes(store.keyring, 'tokens', sha256));
  if (doc === null || !isGenuineToken(store.keyring, doc)) return null;
  if (doc.role !== 'alert-source') return doc;
  const known = believed.get(store) ?? new Map<string, TokenDoc>();
  believed.set(store, known.set(sha256, doc));
  setTimeout(() => known.delete(sha256), SECOND_MS).unref();
  return doc;
}

/** Requests that come in at the same moment ask for their tokens at once, and each after it came in. */
const MOST_TOGETHER = 64;

const findTogether = createBatches<readonly string[], TokenDoc | null>(async (store, _, hashes) => {
  const among = trusted({ $in: [...new Set(hashes.flat())] });
  const docs = await answerOf(model(store).find({ hash: among }).lean().exec());
  return hashes.map((those) => docs.find(({ hash }) => those.includes(hash)) ?? null);
}, MOST_TOGETHER);

/** Every token there is, in the order of their names. */
export async function listTokens(store: Store): Promise<TokenRecord[]> {
  const docs = await model(store).find().sort({ _id: 1 }).lean();
  return docs.map(({ _id: name, role, scope = 'all', issuedAt, expiresAt, lastUsedAt = null }) => {
    return { name, role, scope, issuedAt, expiresAt, lastUsedAt };
  });
}

/** Ends a token. @returns whether there was one of this name */
export async function revokeToken(store: Store, name: string): Promise<boolean> {
  const isRevoked = await inTransaction(store, async (session) => {
    const { deletedCount } = await model(store).deleteOne({ _id: name }, { session });
    if (deletedCount === 1) await noteRight(store, rightOf(name), null, session);
    return deletedCount === 1;
  });
  believed.delete(store);
  return isRevoked;
}

/**
 * What is kept of a token's SHA-256: a keyed hash, so that nobody without the keyring can make a row for a token of
 * their own. The token has 256 random bits, so that a slow hash would protect nothing more.
 */
function hashOf(keyring: Keyring, sha256: string): string {
  return blindIndex(keyring, 'tokens', sha256);
}

type Grant = Pick<TokenDoc, '_id' | 'role' | 'scope' | 'hash' | 'issuedAt' | 'expiresAt'>;

/** What a MAC of a token covers: all but when it was used. */
function grantOf({ _id, role, scope = 'all', hash, issuedAt, expiresAt }: Grant): Grant {
  return { _id, role, scope, hash, issuedAt, expiresAt };
}

/** By what the journal knows a token. */
export function rightOf(name: string): string {
  return `tokens/${name}`;
}

/** Whether Tocsin wrote this row as it stands. */
export function isGenuineToken(keyring: Keyring, doc: TokenDoc): boolean {
  return isMacOf(keyring, 'token', grantOf(doc), doc.mac);
}

/** The MAC of a token's row by today's key; null where Tocsin did not write the row. */
export function tokenMac(keyring: Keyring, doc: TokenDoc): string | null {
  return isGenuineToken(keyring, doc) ? macOf(keyring, 'token', grantOf(doc)) : null;
}

/** What version 0.4 kept, the bare SHA-256 of the token, as it is kept from now on. The token stays the same. */
export function keyedToken(keyring: Keyring, doc: TokenDoc): Pick<TokenDoc, 'hash' | 'mac'> {
  const hash = hashOf(keyring, doc.hash);
  return { hash, mac: macOf(keyring, 'token', grantOf({ ...doc, hash })) };
}

function model(store: Store): Model<TokenDoc> {
  return store.connection.model<TokenDoc>('tokens');
}
