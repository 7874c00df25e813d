import { type Instant, MINUTE_MS, plusMs, toInstant, toMs } from '../../domain/time.ts';
import type { Keyring } from '../../store/crypto/keyring.ts';
import { isMacOf, macOf } from '../../store/crypto/mac.ts';

/**
 * The code by which somebody shows on the own account which account of Slack is theirs: Slack shows it to that account
 * alone. It says so by itself, under a MAC, and nothing of it is kept.
 */

const GOOD_FOR_MS = 10 * MINUTE_MS;
const CODE = /^([A-Z0-9]{1,32})-([0-9]{1,15})-([0-9a-f]{64})$/;

/** A code for an account of Slack, by the id of its member. */
export function makeLinkCode(keyring: Keyring, member: string, now: Instant): string {
  const until = toMs(plusMs(now, GOOD_FOR_MS));
  return `${member}-${until}-${macOf(keyring, 'slack-link', { member, until })}`;
}

/** Whose code it is; null for one that is not ours, or is too old. */
export function readLinkCode(keyring: Keyring, code: string, now: Instant): string | null {
  const [, member = '', digits = '', mac] = CODE.exec(code.trim()) ?? [];
  const until = Number(digits);
  if (!isMacOf(keyring, 'slack-link', { member, until }, mac)) return null;
  return now <= toInstant(until) ? member : null;
}
