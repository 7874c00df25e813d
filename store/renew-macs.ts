import type { mongo } from 'mongoose';
import { type AlertSourceDoc, rightOfSource, sourceMac } from './alert-sources.ts';
import { type AnchoringDoc, anchoringMac } from './anchorings.ts';
import { type AnchorDoc, anchorMac } from './anchors.ts';
import { GRANTING_COLLECTIONS, type Granting, grantMac, isGenuine, rightOfRow } from './auth/grants.ts';
import type { Keyring } from './crypto/keyring.ts';
import { collectionOf } from './driver.ts';
import { chainOf, type HeadDoc, headIn, headMac, noteRow } from './heads.ts';
import { type RecordCheckDoc, recordCheckMac } from './record-checks.ts';
import type { Store } from './store.ts';
import { rightOf, type TokenDoc, tokenMac } from './tokens.ts';
import { inTransaction } from './transaction.ts';

/**
 * MACs of rows that change, made anew by today's key: of every row that grants a right, of what is known outside, of
 * the notes of where chains end, and of what the last check of the record found. Of a row that Tocsin did not write as
 * it stands the MAC stays as it is. A row that is changed meanwhile gets its MAC by that change.
 */

type Row = { _id: string; mac?: string | null } & Record<string, unknown>;
type Kind = {
  collection: string;
  /** The MAC by today's key; null for a row that Tocsin did not write. */
  macOf: (keyring: Keyring, row: Row) => string | null;
  /** The name by which the journal knows the row, where it does. */
  chainOf?: (id: string) => string | null;
};

const grants = Object.entries(GRANTING_COLLECTIONS) as [Granting, string][];
/** The notes of where chains end come after the rows that are noted there. */
const KINDS: readonly Kind[] = [
  {
    collection: 'tokens',
    macOf: (keyring, row) => tokenMac(keyring, row as never as TokenDoc),
    chainOf: (id) => chainOf.right(rightOf(id)),
  },
  {
    collection: 'alertSources',
    macOf: (keyring, row) => sourceMac(keyring, row as never as AlertSourceDoc),
    chainOf: (id) => chainOf.right(rightOfSource(id)),
  },
  ...grants.map(
    ([kind, collection]): Kind => ({
      collection,
      macOf: (keyring, row) => (isGenuine(keyring, kind, row) ? grantMac(keyring, kind, row) : null),
      chainOf: (id) => {
        const right = rightOfRow(kind, id);
        return right === null ? null : chainOf.right(right);
      },
    }),
  ),
  {
    collection: 'anchors',
    macOf: (keyring, row) => anchorMac(keyring, row as never as AnchorDoc),
    chainOf: chainOf.anchor,
  },
  { collection: 'anchorings', macOf: (keyring, row) => anchoringMac(keyring, row as never as AnchoringDoc) },
  {
    collection: 'heads',
    macOf: (keyring, row) => {
      const head = headIn(keyring, row as never as HeadDoc);
      return head === null ? null : headMac(keyring, head);
    },
  },
  { collection: 'recordChecks', macOf: (keyring, row) => recordCheckMac(keyring, row as never as RecordCheckDoc) },
];

/** Rows written at once. */
const BATCH = 500;

/** Safe to repeat and to break off. @returns how many MACs were made anew */
export async function renewMacs(store: Store): Promise<number> {
  let renewed = 0;
  for (const kind of KINDS) renewed += await renewKind(store, kind);
  return renewed;
}

async function renewKind(store: Store, { collection, macOf, chainOf: nameOf }: Kind): Promise<number> {
  const rows = collectionOf<Row>(store, collection);
  let writes: mongo.AnyBulkWriteOperation<Row>[] = [];
  let renewed = 0;
  const flush = async () => {
    if (writes.length > 0) renewed += (await rows.bulkWrite(writes, { ordered: false })).modifiedCount;
    writes = [];
  };
  for await (const found of rows.find()) {
    const { _id, mac: before = null } = found as Row;
    const mac = macOf(store.keyring, found as Row);
    if (mac === null || mac === before) continue;
    const [filter, update] = [{ _id, mac: before }, { $set: { mac } }];
    const of = nameOf?.(_id) ?? null;
    if (of === null) writes.push({ updateOne: { filter, update } });
    else {
      renewed += await inTransaction(store, async (session) => {
        const { modifiedCount } = await rows.updateOne(filter, update, { session });
        if (modifiedCount === 1) await noteRow(store, of, mac, session);
        return modifiedCount;
      });
    }
    if (writes.length === BATCH) await flush();
  }
  await flush();
  return renewed;
}
