import { timingSafeEqual } from 'node:crypto';
import type { Model } from 'mongoose';
import { readSpoken } from '../../domain/spoken.ts';
import { DAY_MS, type Instant, toMs } from '../../domain/time.ts';
import { blindIndex, blindIndexes } from '../crypto/digest.ts';
import { drawSpoken } from '../crypto/spoken.ts';
import { defineSchema, integer, optionalText, text } from '../schema.ts';
import type { Store } from '../store.ts';
import type { Lockable } from './collections.ts';
import { type Grants, grantMac, isGenuine } from './grants.ts';

/**
 * Who may enrol an authenticator. A mailbox that somebody else reads opens a session, so a role that needs a second
 * factor enrols its first one with a code that never went by mail; and only in the session that gave it.
 * Wrong codes are counted by session, in `api/`; version 0.4.0 counts them in the row, and may write beside this one.
 */
export type EnrolmentDoc = Lockable &
  Grants & {
    /** The user. */
    _id: string;
    /** The keyed hash of the code; null where none is asked for. */
    code: string | null;
    /** The session that may enrol. */
    sessionId: string | null;
    expiresAt: Date;
  };

export const enrolmentSchema = defineSchema<EnrolmentDoc>({
  _id: text,
  code: optionalText,
  sessionId: optionalText,
  failedVerificationCount: integer,
  lockedUntil: { type: Date, default: null },
  expiresAt: { type: Date, required: true, expires: 0 },
  mac: optionalText,
});

export const ENROLMENT_DAYS = 7;
/** 60 bits. */
const LETTERS = 12;

type Enroller = { userId: string; sessionId: string; at: Instant };

/** Makes the code by which a user enrols, once, within a week; an earlier one no longer works. Shown this one time. */
export async function newEnrolmentCode(store: Store, userId: string, at: Instant): Promise<string> {
  const code = drawSpoken(LETTERS);
  await allow(store, userId, { code: hashOf(store, userId, code), sessionId: null }, at);
  return code.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Takes a code, however it is written; the right one lets this session enrol, and no other any more. */
export async function enterEnrolmentCode(
  store: Store,
  { userId, sessionId, at }: Enroller,
  given: string,
): Promise<'right' | 'wrong'> {
  const doc = await model(store).findOne({ _id: userId }).lean();
  if (doc === null || !isGenuine(store.keyring, 'enrolment', doc)) return 'wrong';
  const { code } = doc;
  const hashes = blindIndexes(store.keyring, PURPOSE, `${userId}/${readSpoken(given)}`);
  const isRight = code !== null && hashes.some((hash) => timingSafeEqual(Buffer.from(code), Buffer.from(hash)));
  if (!isRight || doc.expiresAt.getTime() <= toMs(at)) return 'wrong';
  const mac = grantMac(store.keyring, 'enrolment', { ...doc, sessionId });
  // Only while the code is still the one that was looked at.
  const { matchedCount } = await model(store).updateOne({ _id: userId, code }, { $set: { sessionId, mac } });
  return matchedCount === 1 ? 'right' : 'wrong';
}

/** Lets a session enrol where no code is asked for. */
export async function allowEnrolment(store: Store, { userId, sessionId, at }: Enroller): Promise<void> {
  await allow(store, userId, { code: null, sessionId }, at);
}

/** Whether this very session was let enrol: to another it would show the secret. */
export async function mayEnrol(store: Store, { userId, sessionId, at }: Enroller): Promise<boolean> {
  const doc = await model(store).findOne({ _id: userId, sessionId }).lean();
  return doc !== null && isGenuine(store.keyring, 'enrolment', doc) && doc.expiresAt.getTime() > toMs(at);
}

/** The authenticator is enrolled: the code is used up. */
export async function endEnrolment(store: Store, userId: string): Promise<void> {
  await model(store).deleteOne({ _id: userId });
}

async function allow(
  store: Store,
  userId: string,
  by: Pick<EnrolmentDoc, 'code' | 'sessionId'>,
  at: Instant,
): Promise<void> {
  const expiresAt = new Date(toMs(at) + ENROLMENT_DAYS * DAY_MS);
  const mac = grantMac(store.keyring, 'enrolment', { _id: userId, ...by, expiresAt });
  const doc = { ...by, expiresAt, failedVerificationCount: 0, lockedUntil: null, mac };
  await model(store).updateOne({ _id: userId }, { $set: doc }, { upsert: true, runValidators: true });
}

const PURPOSE = 'sign-in/enrolment';

function hashOf(store: Store, userId: string, code: string): string {
  return blindIndex(store.keyring, PURPOSE, `${userId}/${code}`);
}

function model(store: Store): Model<EnrolmentDoc> {
  return store.connection.model<EnrolmentDoc>('enrolments');
}
