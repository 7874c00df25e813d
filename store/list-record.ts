import { type Model, Schema } from 'mongoose';
import { TocsinError } from '../domain/errors.ts';
import type { PeopleCount } from '../domain/people/tally.ts';
import type { Instant } from '../domain/time.ts';
import { blindIndex, blindIndexes } from './crypto/digest.ts';
import { defineSchema, flag, integer, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/** A list of people as it is stored; its people are rows of their own. */

export type ListDoc = {
  _id: string;
  breachId: string;
  createdAt: Instant;
  sealed: boolean;
  size: number;
  /** Of the bytes it was read from, and how many names stood in them twice; absent for lists of earlier versions. */
  /** {@link sourceDigest}. */
  sourceDigest?: string;
  /** What a version before 0.5 wrote in its place, until it is migrated. */
  sha256?: string;
  duplicates?: number;
  /** How many people prefer which language; absent for lists of before version 0.9. */
  languages?: Record<string, number>;
  /** How many people have no address for mail: see {@link unaddressedOf}. Absent where nobody was looked for. */
  unaddressed?: number;
  /** How many people of the list a letter cannot call by name. */
  nameless?: number;
  /** What was made of its file, sealed: columns are called as somebody likes. Absent for lists of earlier versions. */
  understood?: string;
  people?: PeopleCount;
  /** Of the last list of a breach: how many people its first `of` lists hold together. */
  together?: PeopleCount & { of: number };
};
export const listSchema = defineSchema<ListDoc>({
  _id: text,
  breachId: text,
  createdAt: text,
  sealed: flag,
  size: integer,
  sourceDigest: String,
  sha256: String,
  duplicates: Number,
  languages: Schema.Types.Mixed,
  unaddressed: Number,
  nameless: Number,
  understood: String,
  people: Schema.Types.Mixed,
  together: Schema.Types.Mixed,
}).index({ breachId: 1, createdAt: -1 });

/** The lists themselves. */
export function lists(store: Store): Model<ListDoc> {
  return store.connection.model<ListDoc>('lists');
}

/** The refusal of a list that there is not. */
export function noList(listId: string): TocsinError {
  return new TocsinError('not-found', `There is no list '${listId}'; create it first.`);
}

const SOURCE = 'lists/source';

/**
 * By what the file of a list is known again. Keyed: the bare SHA-256 of a short list would tell whoever tries people
 * whether they are on it.
 */
export function sourceDigest({ keyring }: Pick<Store, 'keyring'>, sha256: string): string {
  return blindIndex(keyring, SOURCE, sha256);
}

/** Whether a list was read from a file of this SHA-256. */
export function isSourceOf(store: Pick<Store, 'keyring'>, list: ListDoc, sha256: string): boolean {
  const { sourceDigest: digest } = list;
  return digest === undefined ? list.sha256 === sha256 : blindIndexes(store.keyring, SOURCE, sha256).includes(digest);
}

export const listSeals: Seals = { understood: ({ _id }) => understoodContext(String(_id)) };

/** What binds the seal of what was understood to its list. */
export function understoodContext(listId: string): string {
  return `lists/${listId}/understood`;
}
