import { randomBytes } from 'node:crypto';
import { commitTo } from '../../domain/audit/chain.ts';
import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { openJson, sealJson } from '../crypto/seal.ts';
import type { Words } from '../sealing.ts';
import type { Store } from '../store.ts';

const SALT_BYTES = 16;

/** People's words of an entry, sealed, with a commitment from which nobody can guess them. */
export function sealedWords(
  store: Store,
  row: string,
  personal: unknown,
): Pick<LedgerEntry, 'personal' | 'commitment'> {
  const words = { personal, salt: randomBytes(SALT_BYTES).toString('base64url') };
  return {
    personal: sealJson(store.keyring, words, context(row)),
    commitment: commitTo(personal, words.salt),
  };
}

/** The words of an entry with the salt of their commitment; `row` is the document's id. Null where it has none. */
export function openEntryWords(store: Store, row: string, { personal }: Pick<LedgerEntry, 'personal'>): Words | null {
  return personal === undefined ? null : openJson<Words>(store.keyring, personal, context(row), 'record');
}

function context(row: string): string {
  return `ledgers/${row}/words`;
}
