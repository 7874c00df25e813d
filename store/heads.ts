import type { ClientSession } from 'mongoose';
import { collectionOf } from './driver.ts';
import { defineSchema, flag, integer, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * Where each chain of the record ends, noted in the transaction that makes it longer, until the journal has taken it
 * over (`journal.ts`). One document a chain, so that writers of different breaches are never in each other's way.
 */

/** The end of one chain: the number of its last link, and that link's hash. */
export type Head = { of: string; seq: number; hash: string };
type HeadDoc = Omit<Head, 'of'> & { _id: string; isSealed: boolean };

export const headSchema = defineSchema<HeadDoc>({
  /** The chain's name; see {@link chainOf}. */
  _id: text,
  seq: integer,
  hash: text,
  /** Whether the journal has it. */
  isSealed: flag,
}).index({ isSealed: 1 }, { partialFilterExpression: { isSealed: false } });

/** The names of the chains. */
export const chainOf = {
  breach: (breachId: string) => `breach/${breachId}`,
  ledger: (ledger: string) => `ledger/${ledger}`,
  views: (lane: string) => `views/${lane}`,
  /** The references that were given in a series, such as `TOC-2026`. */
  references: (series: string) => `references/${series}`,
};

/** Notes where chains end now. In `session`, that of the transaction which made them longer, where there is one. */
export async function noteHeads(store: Store, heads: readonly Head[], session?: ClientSession): Promise<void> {
  const writes = heads.map(({ of, seq, hash }) => ({
    updateOne: { filter: { _id: of }, update: { $set: { seq, hash, isSealed: false } }, upsert: true },
  }));
  if (writes.length > 0) await headsOf(store).bulkWrite(writes, { ...(session && { session }), ordered: false });
}

export function headsOf(store: Store) {
  return collectionOf<HeadDoc>(store, 'heads');
}
