import { timingSafeEqual } from 'node:crypto';
import type { Model } from 'mongoose';
import { readSpoken } from '../../domain/spoken.ts';
import { DAY_MS, type Instant, toMs } from '../../domain/time.ts';
import { blindIndex } from '../crypto/digest.ts';
import { drawSpoken } from '../crypto/spoken.ts';
import { defineSchema, integer, optionalText, text } from '../schema.ts';
import type { Store } from '../store.ts';
import { type Grants, grantMac, isGenuine } from './grants.ts';
import { clearTries, countTry, isLocked, type Lockable } from './lockout.ts';

/**
 * Who may enrol an authenticator. A mailbox that somebody else reads opens a session, so a role that needs a second
 * factor enrols its first one with a code that never went by mail; and only in the session that gave it.
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

/** Tries a code, however it is written; the right one lets this session enrol, and no other any more. */
export async function enterEnrolmentCode(
  store: Store,
  { userId, sessionId, at }: Enroller,
  given: string,
): Promise<'right' | 'wrong' | 'locked'> {
  const user = { _id: userId };
  const doc = await countTry(model(store), user, at);
  if (doc === null) return (await isEnrolmentLocked(store, userId, at)) ? 'locked' : 'wrong';
  const hash = hashOf(store, userId, readSpoken(given));
  const isRight =
    isGenuine(store.keyring, 'enrolment', doc) &&
    doc.code !== null &&
    timingSafeEqual(Buffer.from(doc.code), Buffer.from(hash));
  if (!isRight || doc.expiresAt.getTime() <= toMs(at)) return 'wrong';
  await clearTries(model(store), user);
  const mac = grantMac(store.keyring, 'enrolment', { ...doc, sessionId });
  await model(store).updateOne({ ...user, code: doc.code }, { $set: { sessionId, mac } });
  return 'right';
}

/** Whether the codes of a user are refused for now. */
export async function isEnrolmentLocked(store: Store, userId: string, at: Instant): Promise<boolean> {
  return isLocked(model(store), { _id: userId }, at);
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

function hashOf(store: Store, userId: string, code: string): string {
  return blindIndex(store.keyring, 'sign-in/enrolment', `${userId}/${code}`);
}

function model(store: Store): Model<EnrolmentDoc> {
  return store.connection.model<EnrolmentDoc>('enrolments');
}
