import { randomUUID } from 'node:crypto';
import { type Model, trusted } from 'mongoose';
import { type Instant, toInstant, toMs } from '../../domain/time.ts';
import type { Store } from '../store.ts';
import { inTransaction } from '../transaction.ts';
import type { AccountDoc } from './collections.ts';
import { grantMac, isGenuine } from './grants.ts';
import { closeRow, indexesOf, openRow } from './rows.ts';

/** Which account of Slack acts for which user, where its address is another: one for each, beside single sign-on. */

export const SLACK = 'slack';

/** An account of Slack by the id of its member. */
export type SlackLink = { member: string; since: Instant };

/** Lets an account of Slack act for a user; what either was linked with before ends. */
export async function linkSlack(
  store: Store,
  { userId, member, at }: { userId: string; member: string; at: Instant },
): Promise<void> {
  const [id, date] = [randomUUID(), new Date(toMs(at))];
  const doc = {
    ...closeRow(store.keyring, 'account', id, { providerId: SLACK, accountId: member, userId }),
    ...{ _id: id, createdAt: date, updatedAt: date },
  };
  await inTransaction(store, async (session) => {
    await model(store).deleteMany({ $or: [{ providerId: SLACK, userId }, bySlack(store, member)] }, { session });
    await model(store).insertMany([{ ...doc, mac: grantMac(store.keyring, 'account', doc) } as AccountDoc], {
      session,
    });
  });
}

/** For whom an account of Slack acts, by the user's id; null where it was linked with nobody, or past Tocsin. */
export async function findSlackLink(store: Store, member: string): Promise<string | null> {
  const doc = await model(store).findOne(bySlack(store, member)).lean();
  return doc !== null && isGenuine(store.keyring, 'account', doc) ? doc.userId : null;
}

/** The account of Slack that acts for a user; null where there is none. */
export async function readSlackLink(store: Store, userId: string): Promise<SlackLink | null> {
  const doc = await model(store).findOne({ providerId: SLACK, userId }).lean();
  if (doc === null || !isGenuine(store.keyring, 'account', doc)) return null;
  const { accountId } = openRow(store.keyring, 'account', { _id: doc._id, accountId: doc.accountId });
  return { member: String(accountId), since: toInstant(doc.createdAt.getTime()) };
}

/** Ends it at once. @returns whether there was one */
export async function endSlackLink(store: Store, userId: string): Promise<boolean> {
  return (await model(store).deleteMany({ providerId: SLACK, userId })).deletedCount > 0;
}

function bySlack(store: Store, member: string) {
  const among = indexesOf(store.keyring, 'account', 'accountId', member);
  return { providerId: SLACK, accountIdIndex: trusted({ $in: among }) };
}

function model(store: Store): Model<AccountDoc> {
  return store.connection.model<AccountDoc>('accounts');
}
