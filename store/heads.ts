import type { ClientSession } from 'mongoose';
import { breachChain } from '../domain/audit/anchor.ts';
import type { Keyring } from './crypto/keyring.ts';
import { isMacOf, macOf } from './crypto/mac.ts';
import { collectionOf } from './driver.ts';
import { defineSchema, flag, integer, text } from './schema.ts';
import type { Store } from './store.ts';

/**
 * Where each chain of the record ends, noted in the transaction that makes it longer, until the journal has taken it
 * over (`journal.ts`). One document a chain, so that writers of different breaches are never in each other's way.
 */

/** The end of one chain: the number of its last link, and that link's hash. */
export type Head = { of: string; seq: number; hash: string };
export type HeadDoc = Omit<Head, 'of'> & { _id: string; isSealed: boolean; mac: string };

export const headSchema = defineSchema<HeadDoc>({
  /** The chain's name; see {@link chainOf}. */
  _id: text,
  seq: integer,
  hash: { type: String, default: '' },
  /** Whether the journal has it. */
  isSealed: flag,
  /** Over all but that. */
  mac: text,
}).index({ isSealed: 1 }, { partialFilterExpression: { isSealed: false } });

/** The names of the chains. */
export const chainOf = {
  breach: breachChain,
  ledger: (ledger: string) => `ledger/${ledger}`,
  views: (lane: string) => `views/${lane}`,
  /** The references that were given in a series, such as `TOC-2026`. */
  references: (series: string) => `references/${series}`,
  /**
   * What a token, user, passkey or link of a calendar may do: `hash` is its row's MAC, empty once that ended; `seq`
   * counts changes.
   */
  right: (row: string) => `right/${row}`,
  /** What is known outside of a head of the journal: `hash` is the MAC of that row; `seq` counts changes. */
  anchor: (head: string) => `anchor/${head}`,
};

/** Notes where chains end now. In `session`, that of the transaction which made them longer, where there is one. */
export async function noteHeads(store: Store, heads: readonly Head[], session?: ClientSession): Promise<void> {
  const writes = heads.map(({ of, seq, hash }) => {
    const mac = headMac(store.keyring, { of, seq, hash });
    return { updateOne: { filter: { _id: of }, update: { $set: { seq, hash, isSealed: false, mac } }, upsert: true } };
  });
  if (writes.length > 0) await headsOf(store).bulkWrite(writes, { ...(session && { session }), ordered: false });
}

/** Notes what a right is from now on: the MAC of its row, null where it has ended. */
export async function noteRight(store: Store, row: string, mac: string | null, session: ClientSession): Promise<void> {
  await noteRow(store, chainOf.right(row), mac, session);
}

/** The same of rows that nobody had before, all at once. */
export async function noteNewRights(
  store: Store,
  rights: readonly { row: string; mac: string }[],
  session: ClientSession,
): Promise<void> {
  const heads = rights.map(({ row, mac }) => ({ of: chainOf.right(row), seq: 1, hash: mac }));
  await noteHeads(store, heads, session);
}

/** Notes what a row is from now on that the journal names by its MAC; null where it has ended. */
export async function noteRow(store: Store, of: string, mac: string | null, session: ClientSession): Promise<void> {
  const known = await headsOf(store).findOne({ _id: of }, { session });
  await noteHeads(store, [{ of, seq: (known?.seq ?? 0) + 1, hash: mac ?? '' }], session);
}

/** The MAC of a note. */
export function headMac(keyring: Keyring, { of, seq, hash }: Head): string {
  return macOf(keyring, 'head', { of, seq, hash });
}

/** The head that a note holds; null where Tocsin did not write it. */
export function headIn(keyring: Keyring, { _id: of, seq, hash, mac }: HeadDoc): Head | null {
  return isMacOf(keyring, 'head', { of, seq, hash }, mac) ? { of, seq, hash } : null;
}

export function headsOf(store: Store) {
  return collectionOf<HeadDoc>(store, 'heads');
}
