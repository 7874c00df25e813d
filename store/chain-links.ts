import { keyOfMac, type Link } from './crypto/mac.ts';
import { readJournaled } from './journal.ts';
import type { Store } from './store.ts';

/** One link of a chain: the chain's name (`chainOf`), its number there, and what its MAC covers. */
type ChainLink = { of: string; seq: number; fields: Record<string, unknown>; mac: unknown };

/**
 * Tells of links by which key Tocsin wrote them; null where it did not. What a key wrote that was taken out of the ring
 * holds as far as the journal went then: whoever still has that key adds nothing to a chain. What it asks of the
 * journal it asks once.
 */
export function createLinkCheck(store: Store, kind: Exclude<Link, 'journal'>) {
  const ends = new Map<string, number>();
  return async ({ of, seq, fields, mac }: ChainLink): Promise<string | null> => {
    const key = keyOfMac(store.keyring, kind, fields, mac);
    const journal = key === null ? null : store.keyring.takenOut?.get(key)?.journal;
    if (journal == null) return key;
    const name = `${key} ${of}`;
    const end = ends.get(name) ?? (await readJournaled(store, of, journal.seq))?.seq ?? 0;
    ends.set(name, end);
    return seq <= end ? key : null;
  };
}

/** Those of the links of one chain that Tocsin did not write. */
export async function foreignLinks<Row>(
  store: Store,
  kind: Exclude<Link, 'journal'>,
  rows: readonly Row[],
  linkOf: (row: Row) => ChainLink,
): Promise<Row[]> {
  const keyOf = createLinkCheck(store, kind);
  const foreign: Row[] = [];
  for (const row of rows) if ((await keyOf(linkOf(row))) === null) foreign.push(row);
  return foreign;
}
