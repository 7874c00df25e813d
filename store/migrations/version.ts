import type { mongo } from 'mongoose';
import { TocsinError } from '../../domain/errors.ts';
import { readNewest } from './done.ts';
import { NEWEST } from './list.ts';
import { fingerprintOf, wantedShapes } from './validators-and-indexes.ts';

/** Where a database stands: the number of its last migration, 0 before the first, and the fingerprint it left. */
export type DatabaseVersion = { number: number; shape: string | null };

/** What this version of Tocsin needs. */
export function neededVersion(): { number: number; shape: string } {
  return { number: NEWEST, shape: fingerprintOf(wantedShapes()) };
}

/**
 * @throws TocsinError `conflict` where a newer version has brought the database on: this one would write an older shape
 */
export async function readVersion(db: mongo.Db): Promise<DatabaseVersion> {
  const { _id: number = 0, shape = null } = (await readNewest(db)) ?? {};
  if (number <= NEWEST) return { number, shape };
  throw new TocsinError(
    'conflict',
    `A newer version of Tocsin has brought the database to migration ${number}; ` +
      `this one knows ${NEWEST} and would write rows of an older shape. Start the newer version again, ` +
      'or restore a backup from before it.',
  );
}

/** @throws TocsinError `conflict` unless the database is at the version that this code needs */
export async function requireCurrent(db: mongo.Db): Promise<void> {
  const { number, shape } = await readVersion(db);
  const needed = neededVersion();
  if (number === needed.number && shape === needed.shape) return;
  const stands = number === 0 ? 'was not set up yet' : `stands at migration ${number} (${shape})`;
  throw new TocsinError(
    'conflict',
    `The database ${stands}, and this version needs ${needed.number} (${needed.shape}). ` +
      'Run `tocsin migrate` once, with the same MONGODB_URI and keyring, then start again.',
  );
}
