import type { mongo } from 'mongoose';
import { defineSchema, integer, text } from '../schema.ts';

/** What the database remembers of the migrations that ran. */

export type DoneMigration = {
  /** Its number; see `list.ts`. */
  _id: number;
  name: string;
  /** When it was done, by the database's clock. */
  at: Date;
  /** The fingerprint of the collections it left; see `shape.ts`. */
  shape: string;
};

export const migrationSchema = defineSchema<DoneMigration>({
  _id: integer,
  name: text,
  at: { type: Date, required: true },
  shape: text,
});

/** The migration with the highest number; null where none ever ran. */
export async function readNewest(db: mongo.Db): Promise<DoneMigration | null> {
  return done(db).findOne({}, { sort: { _id: -1 } });
}

/** Remembers a migration as done just now; once more, with what it left this time. */
export async function recordDone(db: mongo.Db, { _id, name, shape }: Omit<DoneMigration, 'at'>): Promise<void> {
  await done(db).updateOne({ _id }, [{ $set: { name, shape, at: '$$NOW' } }], { upsert: true });
}

function done(db: mongo.Db): mongo.Collection<DoneMigration> {
  return db.collection<DoneMigration>('migrations');
}
