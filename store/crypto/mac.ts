import { timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/chain.ts';
import { blindIndex, blindIndexes } from './digest.ts';
import type { Keyring } from './keyring.ts';

/** What carries a MAC. Each has a key of its own, so that the MAC of one is none of another. */
const GUARDED = [
  'account',
  'enrolment',
  'event',
  'head',
  'journal',
  'ledger-page',
  'passkey',
  'record-check',
  'session',
  'token',
  'twoFactor',
  'user',
  'view',
] as const;
type Guarded = (typeof GUARDED)[number];

/** The uses of a key under which MACs stand that are never made anew. */
export const MAC_USES: readonly string[] = GUARDED.map((kind) => `index/mac/${kind}`);

/**
 * The MAC (HMAC-SHA256, hex) over those fields of a row that count. Whoever writes to the database without the keyring
 * cannot make one. It does not tell a row from the same row as it was before, nor miss one that was deleted.
 */
export function macOf(keyring: Keyring, kind: Guarded, fields: Record<string, unknown>): string {
  return blindIndex(keyring, `mac/${kind}`, textOf(fields));
}

/**
 * Whether `mac` is the MAC of these fields, by today's key or by an earlier one; where there is none, it is not. MACs
 * of chains stay as they were made, so that what makes them is kept of a key that is taken out.
 */
export function isMacOf(keyring: Keyring, kind: Guarded, fields: Record<string, unknown>, mac: unknown): boolean {
  if (typeof mac !== 'string') return false;
  const given = Buffer.from(mac);
  return blindIndexes(keyring, `mac/${kind}`, textOf(fields)).some((one) => {
    const wanted = Buffer.from(one);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

function textOf(fields: Record<string, unknown>): string {
  return canonicalJson(JSON.parse(JSON.stringify(fields)));
}
