import { type Model, trusted } from 'mongoose';
import type { Store } from '../store.ts';
import type { AccountDoc } from './collections.ts';
import { openRow } from './rows.ts';
import { SLACK } from './slack-links.ts';

/**
 * By which account at the provider of single sign-on a user came the first time: its subject there; null where they
 * never came. Later ones, which version 0.4.0 took as well, do not count.
 */
export async function readSubject(store: Store, userId: string): Promise<string | null> {
  const doc = await model(store)
    .findOne({ userId, ...AT_PROVIDER })
    .sort({ createdAt: 1, _id: 1 })
    .lean();
  return doc === null ? null : String(openRow(store.keyring, 'account', doc).accountId);
}

/** Forgets it: the next one by which the user comes counts. */
export async function forgetSubject(store: Store, userId: string): Promise<void> {
  await model(store).deleteMany({ userId, ...AT_PROVIDER });
}

/** An account of Slack acts for a user, and signs nobody in. */
const AT_PROVIDER = { providerId: trusted({ $ne: SLACK }) };

function model(store: Store): Model<AccountDoc> {
  return store.connection.model<AccountDoc>('accounts');
}
