import { createHmac, timingSafeEqual } from 'node:crypto';
import { TocsinError } from '../domain/errors.ts';
import { type Instant, SECOND_MS, toMs } from '../domain/time.ts';

/** How far a signature's time may lie from now, in either direction. */
const TOLERANCE_MS = 300 * SECOND_MS;
export const SIGNATURE_HEADER = 'x-tocsin-signature';

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 over "<t>.<body>">`: the time is signed too, so that it cannot be renewed. */
export function signAlert(secret: string, body: Uint8Array, at: Instant): string {
  const seconds = Math.floor(toMs(at) / SECOND_MS);
  return `t=${seconds},v1=${digest(secret, String(seconds), body).toString('hex')}`;
}

/**
 * Checks the signature over the raw bytes in constant time and its age against 300 s. A replay within that window is
 * harmless: the intake key makes it the same alert. Throws TocsinError('bad-signature').
 */
export function verifySignature(secret: string, signature: string, body: Uint8Array, now: Instant): void {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature.trim());
  if (match?.[1] === undefined || match[2] === undefined) {
    throw refusal('has another form than t=<unix seconds>,v1=<64 hex digits>');
  }
  if (!timingSafeEqual(digest(secret, match[1], body), Buffer.from(match[2], 'hex'))) {
    throw refusal('does not match the body: check the secret, and that the bytes signed are the bytes sent');
  }
  if (Math.abs(toMs(now) - Number(match[1]) * SECOND_MS) > TOLERANCE_MS) {
    throw refusal('is more than 300 s away from now: check the clock of the sender');
  }
}

function digest(secret: string, seconds: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}

function refusal(what: string): TocsinError {
  return new TocsinError('bad-signature', `The signature in ${SIGNATURE_HEADER} ${what}.`, SIGNATURE_HEADER);
}
