import { randomBytes } from 'node:crypto';
import { type Model, trusted } from 'mongoose';
import { type Instant, MINUTE_MS, toMs } from '../domain/time.ts';
import { type Grants, grantMac, isGenuine, rightOfCalendar } from './auth/grants.ts';
import { blindIndex, blindIndexes, sha256Hex } from './crypto/digest.ts';
import { noteRight } from './heads.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/**
 * The links under which calendars of other programs read the deadlines, one for each user. Whoever has such a link
 * reads them as that user would; of the link itself a keyed hash is kept.
 */

export type CalendarLink = { madeAt: Instant; readAt: Instant | null };
export type CalendarDoc = CalendarLink & Grants & { _id: string; link: string };

export const calendarSchema = defineSchema<CalendarDoc>({
  /** The user's id. */
  _id: text,
  /** Keyed hash of the link's secret. */
  link: text,
  madeAt: text,
  /** When a calendar last read it, to the minute. */
  readAt: optionalText,
  mac: optionalText,
}).index({ link: 1 }, { unique: true });

const SECRET = /^[A-Za-z0-9_-]{43}$/;
const SECRET_BYTES = 32;

/** Makes a user's link and gives its secret this one time; the one before opens nothing from then on. */
export async function makeCalendarLink(store: Store, userId: string, at: Instant): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const granted = { link: blindIndex(store.keyring, 'calendars', sha256Hex(secret)), madeAt: at };
  const mac = grantMac(store.keyring, 'calendar', { _id: userId, ...granted });
  await inTransaction(store, async (session) => {
    const doc = { ...granted, readAt: null, mac };
    await model(store).updateOne({ _id: userId }, { $set: doc }, { session, upsert: true, runValidators: true });
    await noteRight(store, rightOfCalendar(userId), mac, session);
  });
  return secret;
}

/** Ends a user's link at once. @returns whether there was one */
export async function endCalendarLink(store: Store, userId: string): Promise<boolean> {
  return inTransaction(store, async (session) => {
    const { deletedCount } = await model(store).deleteOne({ _id: userId }, { session });
    if (deletedCount === 1) await noteRight(store, rightOfCalendar(userId), null, session);
    return deletedCount === 1;
  });
}

/** A user's link; null where there is none, or it was changed past Tocsin. */
export async function readCalendarLink(store: Store, userId: string): Promise<CalendarLink | null> {
  const doc = await model(store).findById(userId).lean();
  if (doc === null || !isGenuine(store.keyring, 'calendar', doc)) return null;
  return { madeAt: doc.madeAt, readAt: doc.readAt ?? null };
}

/** Whose link this is, which notes that it was read; null for one that is unknown, replaced or ended. */
export async function openCalendarLink(store: Store, secret: string, now: Instant): Promise<string | null> {
  if (!SECRET.test(secret)) return null;
  const among = trusted({ $in: blindIndexes(store.keyring, 'calendars', sha256Hex(secret)) });
  const doc = await model(store).findOne({ link: among }).lean();
  if (doc === null || !isGenuine(store.keyring, 'calendar', doc)) return null;
  if (doc.readAt == null || toMs(now) - toMs(doc.readAt) >= MINUTE_MS) {
    await model(store).updateOne({ _id: doc._id, link: doc.link }, { $set: { readAt: now } });
  }
  return doc._id;
}

function model(store: Store): Model<CalendarDoc> {
  return store.connection.model<CalendarDoc>('calendars');
}
