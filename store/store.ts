import type { Connection } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { Keyring } from './crypto/keyring.ts';
import { asStoreError } from './failures.ts';

/** The database and the keys of its sealed fields. */
export type Store = { readonly connection: Connection; readonly keyring: Keyring };

/** Closes the connections; what is under way fails. */
export async function closeStore(store: Store): Promise<void> {
  await store.connection.close();
}

/** Asks the database for a sign of life. @throws TocsinError `unavailable` */
export async function pingStore(store: Store): Promise<void> {
  try {
    await store.connection.db?.admin().ping();
  } catch (error) {
    throw asStoreError(error);
  }
}

/** MongoDB's own clock, in ms since the epoch. @throws TocsinError `unavailable` */
export async function readStoreClock(store: Store): Promise<number> {
  try {
    const hello = await store.connection.db?.admin().command({ hello: 1 });
    const localTime: unknown = hello?.localTime;
    if (localTime instanceof Date) return localTime.getTime();
    throw new TocsinError('unavailable', 'MongoDB does not tell its time.');
  } catch (error) {
    throw asStoreError(error);
  }
}
