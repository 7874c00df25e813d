import { timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/chain.ts';
import { blindIndex } from './digest.ts';
import type { Keyring } from './keyring.ts';

/** What carries a MAC. Each has a key of its own, so that the MAC of one is none of another. */
type Guarded =
  | 'account'
  | 'enrolment'
  | 'event'
  | 'head'
  | 'journal'
  | 'ledger-page'
  | 'record-check'
  | 'session'
  | 'token'
  | 'twoFactor'
  | 'user'
  | 'view';

/**
 * The MAC (HMAC-SHA256, hex) over those fields of a row that count. Whoever writes to the database without the keyring
 * cannot make one. It does not tell a row from the same row as it was before, nor miss one that was deleted.
 */
export function macOf(keyring: Keyring, kind: Guarded, fields: Record<string, unknown>): string {
  return blindIndex(keyring, `mac/${kind}`, canonicalJson(JSON.parse(JSON.stringify(fields))));
}

/** Whether `mac` is the MAC of these fields; where there is none, it is not. */
export function isMacOf(keyring: Keyring, kind: Guarded, fields: Record<string, unknown>, mac: unknown): boolean {
  if (typeof mac !== 'string') return false;
  const [given, wanted] = [Buffer.from(mac), Buffer.from(macOf(keyring, kind, fields))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
