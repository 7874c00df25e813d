import { createHmac } from 'node:crypto';
import { type Instant, SECOND_MS, toMs } from '../domain/time.ts';

/** `TOCSIN_SIGNATURE` as a sender makes it: the time is signed too, so that it cannot be renewed. */
export function signAlert(secret: string, body: Uint8Array, at: Instant): string {
  const seconds = Math.floor(toMs(at) / SECOND_MS);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')}`;
}
