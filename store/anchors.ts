import type { mongo } from 'mongoose';
import { ANCHOR_PLACES, type AnchorPlaceName, namedEvent, type PackedAnchor } from '../domain/audit/anchor.ts';
import { type ChainHead, headText } from '../domain/audit/chain.ts';
import type { Instant } from '../domain/time.ts';
import type { Keyring } from './crypto/keyring.ts';
import { isMacOf, macOf } from './crypto/mac.ts';
import { answerOf, collectionOf } from './driver.ts';
import { chainOf, noteRow } from './heads.ts';
import { readJournalEntries, readLastEntryOf } from './journal-entries.ts';
import { defineSchema, integer, optionalText, text } from './schema.ts';
import type { Store } from './store.ts';
import { inTransaction } from './transaction.ts';

/**
 * Which heads of the journal are known outside this database. Each carries a MAC, and the journal names each by that,
 * so that one which is removed or put back as it was is missed.
 */

/** A head of the journal that was taken outside. */
export type Anchor = ChainHead & {
  /** The token of RFC 3161 over its text, base64, with what it says; null where no authority gave one yet. */
  token: string | null;
  stampedAt: Instant | null;
  authority: string | null;
  /** Where it is kept, since when, and whether with its token. */
  kept: { place: AnchorPlaceName; at: Instant; withToken: boolean }[];
};
export type AnchorDoc = Anchor & { _id: string; mac: string };

export const anchorSchema = defineSchema<AnchorDoc>({
  /** `headText` of it: a journal that was rewritten makes another one of the same number. */
  _id: text,
  seq: integer,
  hash: text,
  token: optionalText,
  stampedAt: optionalText,
  authority: optionalText,
  kept: {
    type: [
      {
        _id: false,
        place: { type: String, required: true, enum: ANCHOR_PLACES },
        at: text,
        withToken: { type: Boolean, required: true },
      },
    ],
    required: true,
  },
  mac: text,
}).index({ seq: 1 });

/** The head that was last taken outside by any way; null before the first. */
export async function readLastAnchor(store: Store): Promise<Anchor | null> {
  return firstGenuine(store, {}, -1);
}

/** What is known outside of this head. */
export async function readAnchor(store: Store, { seq, hash }: ChainHead): Promise<Anchor> {
  const known = await firstGenuine(store, { _id: headText({ seq, hash }) }, 1);
  return known ?? { seq, hash, token: null, stampedAt: null, authority: null, kept: [] };
}

/** Keeps what is now known outside of a head. Safe to repeat. */
export async function saveAnchor(store: Store, anchor: Anchor): Promise<void> {
  const mac = macOf(store.keyring, 'anchor', guardedOf(anchor));
  const _id = headText(anchor);
  await inTransaction(store, async (session) => {
    await anchorsOf(store).updateOne({ _id }, { $set: { ...anchor, mac } }, { session, upsert: true });
    await noteRow(store, chainOf.anchor(_id), mac, session);
  });
}

/**
 * The anchor of a breach for its evidence pack: the first that covers its last event, with a time-stamp where there is
 * such a one, since that shows the earliest time and has the shortest path. While there is none, the first that covers
 * an event before. Null where no event is covered.
 */
export async function packAnchor(store: Store, breachId: string): Promise<PackedAnchor | null> {
  const newest = await readLastAnchor(store);
  const from = newest === null ? null : await readLastEntryOf(store, breachId, newest.seq);
  const event = from === null ? null : namedEvent(from, breachId);
  if (from === null || event === null) return null;
  const covering = { seq: { $gte: from.seq } };
  const stamped = await firstGenuine(store, { ...covering, token: { $type: 'string' } }, 1);
  const anchor = stamped ?? (await firstGenuine(store, covering, 1));
  if (anchor === null) return null;
  return {
    head: headText(anchor),
    timestampToken: anchor.token,
    kept: anchor.kept.map(({ place, at }) => ({ place, at })),
    covers: event.seq,
    path: await readJournalEntries(store, from.seq, anchor.seq),
  };
}

/** The MAC by today's key; null for a row that Tocsin did not write. */
export function anchorMac(keyring: Keyring, doc: AnchorDoc): string | null {
  return isGenuineAnchor(keyring, doc) ? macOf(keyring, 'anchor', guardedOf(doc)) : null;
}

/** Whether Tocsin wrote this row as it stands. */
export function isGenuineAnchor(keyring: Keyring, doc: AnchorDoc): boolean {
  return doc._id === headText(doc) && isMacOf(keyring, 'anchor', guardedOf(doc), doc.mac);
}

export function anchorsOf(store: Store) {
  return collectionOf<AnchorDoc>(store, 'anchors');
}

function guardedOf({ seq, hash, token, stampedAt, authority, kept }: Anchor): Anchor {
  return { seq, hash, token, stampedAt, authority, kept };
}

/** The first one of those, by their numbers up or down, that was not changed past Tocsin; null where there is none. */
async function firstGenuine(store: Store, among: mongo.Filter<AnchorDoc>, order: 1 | -1): Promise<Anchor | null> {
  const find = async () => {
    for await (const doc of anchorsOf(store).find(among).sort({ seq: order })) {
      if (isGenuineAnchor(store.keyring, doc)) return guardedOf(doc);
    }
    return null;
  };
  return answerOf(find());
}
