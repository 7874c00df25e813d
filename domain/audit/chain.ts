import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');

/** One event as it is stored: people's words sealed, and bound to the event before it by that event's hash. */
export const SealedEvent = z.strictObject({
  breachId: z.string().min(1),
  seq: z.int().min(1),
  type: z.string().min(1),
  at: z.string(),
  by: z.string(),
  key: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** The sealed words; null where the event has none. */
  personal: z.string().nullable(),
  /** {@link commitTo} the words, so that they can be shown and checked without the key; null where there are none. */
  commitment: sha256.nullable(),
  prev: sha256,
  hash: sha256,
});
export type SealedEvent = z.infer<typeof SealedEvent>;

/** The last link of a chain at some time: its number and hash. Whoever has it can tell a chain that was rewritten. */
export type ChainHead = { seq: number; hash: string };

/** A head as people note it down, and as it is time-stamped: `42:5f2c…`. */
export function headText({ seq, hash }: ChainHead): string {
  return `${seq}:${hash}`;
}

/** The inverse of {@link headText}; null for anything else. */
export function parseHead(text: string): ChainHead | null {
  const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  return hash === undefined ? null : { seq: Number(seq), hash };
}

/** What the first event of every chain names as the hash before it. */
export const CHAIN_START = '0'.repeat(64);

/** The RFC 8785 canonical JSON of a value: one text for one value, whatever the order of its keys. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no JSON form.');
  return text;
}

/** The hash of an event: SHA-256, in hex, over the canonical JSON of everything in it but the hash itself. */
export function hashEvent(event: Omit<SealedEvent, 'hash'>): string {
  const { breachId, seq, type, at, by, key, data, personal, commitment, prev } = event;
  return sha256Of(canonicalJson({ breachId, seq, type, at, by, key, data, personal, commitment, prev }));
}

/** Binds an event to the one before it. */
export function linkEvent(event: Omit<SealedEvent, 'hash' | 'prev'>, prev: string): SealedEvent {
  return { ...event, prev, hash: hashEvent({ ...event, prev }) };
}

/** A salted fingerprint of an event's words: whoever has words and salt can check it, nobody can guess from it. */
export function commitTo(personal: unknown, salt: string): string {
  return sha256Of(canonicalJson({ personal, salt }));
}

/** The SHA-256 of bytes, or of a text's UTF-8 bytes, in lower-case hex. */
export function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
