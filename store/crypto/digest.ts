import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { type Keyring, keyFor, subkey } from './keyring.ts';

/**
 * A keyed fingerprint (HMAC-SHA256, hex) by which a sealed value can be found again without being opened. Two purposes
 * give unrelated fingerprints. New ones are made with the key of `indexes`; look up by {@link blindIndexes}.
 */
export function blindIndex(keyring: Keyring, purpose: string, value: string): string {
  return mac(subkey(keyring, keyFor(keyring, 'indexes'), `index/${purpose}`), value);
}

/** Of rows that stay under the key they were written with, and are found when that is taken out of the ring. */
export const STAYING = [
  'intake',
  'intake/body',
  'lists/source',
  'command',
  'tokens',
  'calendars',
  'alerts/finding',
  'alerts/mark',
  'alerts/group',
  'alerts/unknown',
] as const;
/** Of rows that a rotation moves under today's key, and of codes and days that end before one is over. */
type Moving = 'correlation' | 'recipient' | 'alerts' | `sign-in/${string}`;

/** The fingerprints under which a value may stand, by every key there is, today's first. */
export function blindIndexes(keyring: Keyring, purpose: (typeof STAYING)[number] | Moving, value: string): string[] {
  return indexKeys(keyring, purpose).map((id) => blindIndexBy(keyring, id, purpose, value));
}

/** The ids of the keys that give fingerprints for a purpose, today's first. */
export function indexKeys(keyring: Keyring, purpose: string): string[] {
  const { keys, takenOut } = keyring;
  const kept = [...(takenOut ?? [])].filter(([, { uses }]) => uses.has(`index/${purpose}`)).map(([id]) => id);
  return [...new Set([keyFor(keyring, 'indexes'), ...keys.keys(), ...kept])];
}

/** The fingerprint that one key gives. */
export function blindIndexBy(keyring: Keyring, keyId: string, purpose: string, value: string): string {
  return mac(subkey(keyring, keyId, `index/${purpose}`), value);
}

/** A keyed fingerprint for what browsers carry: it hangs on the key of `cookies`, and nothing is looked up by it. */
export function cookieMac(keyring: Keyring, purpose: string, value: string): string {
  return mac(subkey(keyring, keyFor(keyring, 'cookies'), `index/${purpose}`), value);
}

function mac(key: KeyObject, value: string): string {
  return createHmac('sha256', key).update(value, 'utf8').digest('hex');
}

/** The SHA-256 of a text's UTF-8 bytes, or of bytes, in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
