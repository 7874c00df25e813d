import { timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/chain.ts';
import { blindIndex, blindIndexBy, indexKeys } from './digest.ts';
import type { Keyring } from './keyring.ts';

/** Each kind of what carries a MAC has a key of its own, so that the MAC of one is none of another. */

/** Links of chains. They stay as they were written, and so do their MACs. */
const LINKS = ['event', 'journal', 'ledger-page', 'view'] as const;
export type Link = (typeof LINKS)[number];

/** Rows that change. `tocsin keys rotate` makes their MACs anew: those of a key that was taken out hold no more. */
type Changing =
  | 'account'
  | 'alert-source'
  | 'anchor'
  | 'anchoring'
  | 'calendar'
  | 'enrolment'
  | 'head'
  | 'invitation'
  | 'passkey'
  | 'record-check'
  | 'session'
  | 'slack-link'
  | 'token'
  | 'twoFactor'
  | 'user';

/** The uses of a key under which MACs stand that are never made anew. */
export const LINK_USES: readonly string[] = LINKS.map((kind) => `index/${purposeOf(kind)}`);

/**
 * The MAC (HMAC-SHA256, hex) over those fields of a row that count. Whoever writes to the database without the keyring
 * cannot make one. It does not tell a row from the same row as it was before, nor miss one that was deleted.
 */
export function macOf(keyring: Keyring, kind: Link | Changing, fields: Record<string, unknown>): string {
  return blindIndex(keyring, purposeOf(kind), textOf(fields));
}

/** Whether `mac` is the MAC of these fields, by a key of the ring; where there is none, it is not. */
export function isMacOf(keyring: Keyring, kind: Changing, fields: Record<string, unknown>, mac: unknown): boolean {
  return keyOfMac(keyring, kind, fields, mac) !== null;
}

/**
 * The id of the key by which `mac` is the MAC of these fields; null where it is none. How far a key holds that was
 * taken out of the ring is not asked here: see `chain-links.ts`.
 */
export function keyOfMac(
  keyring: Keyring,
  kind: Link | Changing,
  fields: Record<string, unknown>,
  mac: unknown,
): string | null {
  if (typeof mac !== 'string') return null;
  const [purpose, text, given] = [purposeOf(kind), textOf(fields), Buffer.from(mac)];
  const isBy = (id: string) => {
    const wanted = Buffer.from(blindIndexBy(keyring, id, purpose, text));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
  return indexKeys(keyring, purpose).find(isBy) ?? null;
}

function purposeOf(kind: Link | Changing): string {
  return `mac/${kind}`;
}

function textOf(fields: Record<string, unknown>): string {
  return canonicalJson(JSON.parse(JSON.stringify(fields)));
}
