import { createHash, timingSafeEqual } from 'node:crypto';
import { TocsinError } from '../../domain/errors.ts';
import type { SentRequest } from './verification.ts';

/** The refusal of a proof; it says what is the matter, and nothing of the secret. */
export function refusal(where: string, what: string): TocsinError {
  return new TocsinError('bad-signature', `The proof of origin in ${where} ${what}.`, where);
}

/** A header that stands once and is not empty; null otherwise. */
export function headerOf({ headers }: SentRequest, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Compares in a time that tells neither content nor length of what is expected. */
export function isSame(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  const digest = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
