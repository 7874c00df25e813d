import { createHash, createHmac } from 'node:crypto';
import { TocsinError } from '../../domain/errors.ts';
import { type Keyring, subkey } from './keyring.ts';

/**
 * A keyed fingerprint (HMAC-SHA256, hex) by which a sealed value can be found again without being opened. Two purposes
 * give unrelated fingerprints. It hangs on the first key of the keyring, so that rotation leaves every index as it was.
 */
export function blindIndex(keyring: Keyring, purpose: string, value: string): string {
  const [first] = keyring.keys.keys();
  if (first === undefined) throw new TocsinError('internal', 'The keyring holds no key. Set TOCSIN_KEYRING.');
  return createHmac('sha256', subkey(keyring, first, `index/${purpose}`))
    .update(value, 'utf8')
    .digest('hex');
}

/** The SHA-256 of a text's UTF-8 bytes, or of bytes, in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
