import { randomBytes } from 'node:crypto';
import { canonicalJson, commitTo, type SealedEvent } from '../domain/audit/chain.ts';
import type { BreachEvent } from '../domain/breach/events.ts';
import type { Keyring } from './crypto/keyring.ts';
import { openJson, sealJson } from './crypto/seal.ts';

/** People's words of an event, with the salt of their commitment. */
export type Words = { personal: unknown; salt: string };

const SALT_BYTES = 16;

/** The event as it is stored, but for its place in the chain. Sealing twice gives two texts that open to the same. */
export function sealEvent(
  keyring: Keyring,
  breachId: string,
  seq: number,
  event: BreachEvent,
): Omit<SealedEvent, 'prev' | 'hash'> {
  const { type, at, by, key, data, personal } = asJson(event);
  const head = { breachId, seq, type, at, by, key, data };
  if (personal === undefined) return { ...head, personal: null, commitment: null };
  const words: Words = { personal, salt: randomBytes(SALT_BYTES).toString('base64url') };
  return {
    ...head,
    personal: sealJson(keyring, words, context(breachId, seq)),
    commitment: commitTo(words.personal, words.salt),
  };
}

/** The event as it was before it was sealed. */
export function openEvent(keyring: Keyring, sealed: SealedEvent): BreachEvent {
  const { type, at, by, key, data } = sealed;
  const words = openWords(keyring, sealed);
  // Trusted inside: appendEvents alone writes the stream, and it takes nothing but a BreachEvent.
  return { type, at, by, key, data, ...(words === null ? {} : { personal: words.personal }) } as BreachEvent;
}

/** The words of one sealed event; null where it has none. */
export function openWords(keyring: Keyring, { breachId, seq, personal }: SealedEvent): Words | null {
  return personal === null ? null : openJson<Words>(keyring, personal, context(breachId, seq), 'record');
}

/** Whether a stored event is `given`, compared by the canonical bytes of what they say. */
export function isSameEvent(keyring: Keyring, stored: SealedEvent, given: BreachEvent): boolean {
  return canonicalJson(openEvent(keyring, stored)) === canonicalJson(asJson(given));
}

type JsonEvent = Pick<SealedEvent, 'type' | 'at' | 'by' | 'key' | 'data'> & { personal?: unknown };

/** The event as JSON has it: what is undefined is absent, in the database as in the hash. */
function asJson({ type, at, by, key, data, personal }: BreachEvent): JsonEvent {
  return JSON.parse(JSON.stringify({ type, at, by, key, data, personal }));
}

function context(breachId: string, seq: number): string {
  return `events/${breachId}/${seq}/personal`;
}
