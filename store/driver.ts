import type { mongo } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import { asStoreError } from './failures.ts';
import type { Store } from './store.ts';

/** A collection by the bare driver, for the paths on which thousands of rows are written a second. */
export function collectionOf<Doc extends mongo.Document>(store: Store, name: string): mongo.Collection<Doc> {
  return databaseOf(store).collection<Doc>(name);
}

/** The database itself, by the bare driver. @throws TocsinError `unavailable` once the connection is closed */
export function databaseOf({ connection }: Store): mongo.Db {
  if (connection.db === undefined) throw new TocsinError('unavailable', 'The connection to MongoDB is closed.');
  return connection.db;
}

/**
 * What the database answers outside a transaction; in one its own error must stay, to know what to repeat.
 *
 * @throws TocsinError `unavailable` when it does not answer
 */
export function answerOf<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return asked.catch((error: unknown) => Promise.reject(asStoreError(error)));
}

/**
 * The bare driver obeys an operator that came in where a text was meant, so whatever comes from outside passes here.
 *
 * @throws TocsinError `bad-input`
 */
export function requireText(...values: readonly (string | undefined)[]): void {
  const isText = values.every((value) => value === undefined || typeof value === 'string');
  if (!isText) throw new TocsinError('bad-input', 'A text was expected, and something else came.');
}

/**
 * For counts over rows that are being changed: without it one that moves within the index is counted twice, or not at
 * all.
 */
export const AT_ONE_INSTANT = { level: 'snapshot' } as const;

/** Ids asked for at once: far from what one question to the database may hold. */
const MOST_ASKED = 10_000;

/** All of these, as many at a time as one question takes. */
export function inChunks<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / MOST_ASKED);
  return Array.from({ length: count }, (_, n) => all.slice(n * MOST_ASKED, (n + 1) * MOST_ASKED));
}
