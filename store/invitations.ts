import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Model, trusted } from 'mongoose';
import { DAY_MS, type Instant, plusMs } from '../domain/time.ts';
import { type Grants, grantMac, isGenuine } from './auth/grants.ts';
import { blindIndex, blindIndexes } from './crypto/digest.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * Invitations by mail: a link that signs its user in once, within a week. It stands in for the mailbox alone, as any
 * link of the sign-in does: who decides or administers enrols a second factor beside it.
 */

export type InvitationDoc = Grants & {
  /** The user. */
  _id: string;
  /** Drawn anew for each invitation, which ends the one before. */
  issue: string;
  invitedAt: Instant;
  invitedBy: string;
  expiresAt: Instant;
  openedAt: Instant | null;
  mail: 'waiting' | 'sent' | 'failed';
  attempts: number;
  /** When it is mailed next; only while it waits. */
  nextAt: Instant;
};

export const invitationSchema = defineSchema<InvitationDoc>({
  _id: text,
  issue: text,
  invitedAt: text,
  invitedBy: text,
  expiresAt: text,
  openedAt: optionalText,
  mail: { type: String, required: true, enum: ['waiting', 'sent', 'failed'] },
  attempts: integer,
  nextAt: text,
  mac: optionalText,
}).index({ mail: 1, nextAt: 1 });

export const INVITATION_DAYS = 7;
const ISSUE_BYTES = 12;

/** How an invitation stands. */
export type Invitation = Pick<InvitationDoc, 'invitedAt' | 'expiresAt' | 'openedAt' | 'mail'>;

/** Puts an invitation of each of these users in line for the mail. */
export async function invite(
  store: Store,
  users: readonly string[],
  { at, by }: { at: Instant; by: string },
): Promise<void> {
  const expiresAt = plusMs(at, INVITATION_DAYS * DAY_MS);
  const writes = users.map((_id) => {
    const granted = { _id, issue: randomBytes(ISSUE_BYTES).toString('base64url'), expiresAt, openedAt: null };
    const mac = grantMac(store.keyring, 'invitation', granted);
    const rest = { invitedAt: at, invitedBy: by, mail: 'waiting' as const, attempts: 0, nextAt: at, mac };
    const { _id: __, ...set } = granted;
    return { updateOne: { filter: { _id }, update: { $set: { ...set, ...rest } }, upsert: true } };
  });
  if (writes.length > 0) await model(store).bulkWrite(writes, { ordered: false });
}

/** One on its way: to whom, under which token. */
export type Taken = Pick<InvitationDoc, 'issue' | 'attempts' | 'expiresAt' | 'invitedBy'> & {
  userId: string;
  token: string;
};

/**
 * Takes the next invitation that is to be mailed, and puts it off until `until`: whoever takes it and dies has only
 * delayed it. Tried again, it is the same link.
 */
export async function takeInvitation(store: Store, now: Instant, until: Instant): Promise<Taken | null> {
  const doc = await model(store)
    .findOneAndUpdate(
      { mail: 'waiting', nextAt: trusted({ $lte: now }) },
      { $set: { nextAt: until }, $inc: { attempts: 1 } },
      { sort: { nextAt: 1 }, returnDocument: 'after' },
    )
    .lean();
  if (doc === null) return null;
  const { _id: userId, issue, attempts, expiresAt, invitedBy } = doc;
  return { userId, issue, attempts, expiresAt, invitedBy, token: tokenOf(store, userId, issue) };
}

/** Notes what became of the mail: sent, given up, or to be tried again from an instant on. */
export async function settleInvitation(
  store: Store,
  { userId, issue }: Pick<Taken, 'userId' | 'issue'>,
  outcome: 'sent' | 'failed' | { nextAt: Instant },
): Promise<void> {
  const set = typeof outcome === 'string' ? { mail: outcome } : outcome;
  await model(store).updateOne({ _id: userId, issue }, { $set: set });
}

/** Opens an invitation, once. @returns whose it is; null where the link is used, old, not the last one, or none */
export async function openInvitation(store: Store, token: string, at: Instant): Promise<string | null> {
  const [userId = '', issue = '', given = ''] = token.split('.');
  const doc = await model(store).findOne({ _id: userId, issue, openedAt: null }).lean();
  if (doc === null || !isGenuine(store.keyring, 'invitation', doc) || doc.expiresAt <= at) return null;
  const known = blindIndexes(store.keyring, PURPOSE, `${userId}/${issue}`).map((mac) => Buffer.from(mac));
  const mac = Buffer.from(given);
  if (!known.some((each) => each.length === mac.length && timingSafeEqual(each, mac))) return null;
  const opened = { openedAt: at, mac: grantMac(store.keyring, 'invitation', { ...doc, openedAt: at }) };
  // Only while nobody else has: of two that press at once, one gets in.
  const { matchedCount } = await model(store).updateOne({ _id: userId, issue, openedAt: null }, { $set: opened });
  return matchedCount === 1 ? userId : null;
}

/** How the invitations of these users stand, by their ids. */
export async function readInvitations(store: Store, users: readonly string[]): Promise<Map<string, Invitation>> {
  const docs = await model(store)
    .find({ _id: trusted({ $in: [...users] }) })
    .lean();
  return new Map(
    docs.map(({ _id, invitedAt, expiresAt, openedAt, mail }) => [_id, { invitedAt, expiresAt, openedAt, mail }]),
  );
}

const PURPOSE = 'sign-in/invitation';

function tokenOf(store: Store, userId: string, issue: string): string {
  return `${userId}.${issue}.${blindIndex(store.keyring, PURPOSE, `${userId}/${issue}`)}`;
}

function model(store: Store): Model<InvitationDoc> {
  return store.connection.model<InvitationDoc>('invitations');
}
