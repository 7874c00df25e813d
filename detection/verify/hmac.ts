import { createHmac } from 'node:crypto';
import { SECOND_MS, toMs } from '../../domain/time.ts';
import { headerOf, isSame, refusal } from './refusal.ts';
import type { Hmac, SentRequest, Trust } from './verification.ts';

/** Signatures of one header that are compared; a real one carries two or three while secrets change. */
const MOST_SIGNATURES = 10;

/**
 * Checks an HMAC over the raw bytes in constant time, and the signed time against its window. What is sent again
 * within that window is known by its content.
 *
 * @returns the secret that it was made with
 */
export function verifyHmac(way: Hmac, request: SentRequest, { secrets, now }: Trust): string {
  const timestamp = way.timestamp === undefined ? '' : timestampOf(way.timestamp, request);
  const id = way.id === undefined ? '' : headerOf(request, way.id.header);
  if (id === null || id.length > 300) throw refusal(way.id?.header ?? '', 'has no id of at most 300 characters');
  const given = signaturesOf(way, request);
  const filled = { timestamp, id };
  const expected = secrets.flatMap((secret) => {
    const key = keyOf(way, secret, filled);
    return key.length === 0 ? [] : [{ secret, digest: digest(way, key, filled, request.body) }];
  });
  // Every pair is compared, so that the time tells nothing of which one holds.
  const [held] = expected.filter((each) => given.map((g) => isSame(g, each.digest)).includes(true));
  if (held === undefined) {
    throw refusal(way.header, 'does not match the body: check the secret, and that the bytes signed are those sent');
  }
  if (way.timestamp !== undefined) requireFresh(way.timestamp, timestamp, now);
  return held.secret;
}

function signaturesOf({ header, separator, prefix = '', encoding }: Hmac, request: SentRequest): Buffer[] {
  const parts = partsOf(headerOf(request, header) ?? '', separator);
  const form = encoding === 'hex' ? /^[0-9a-f]{40,128}$/i : /^[A-Za-z0-9+/]{27,86}={0,2}$/;
  const given = parts
    .filter((part) => part.startsWith(prefix) && form.test(part.slice(prefix.length)))
    .slice(0, MOST_SIGNATURES);
  if (given.length > 0) return given.map((part) => Buffer.from(part.slice(prefix.length), encoding));
  throw refusal(header, `has another form than ${prefix}<signature in ${encoding}>`);
}

function partsOf(header: string, separator: string | undefined): string[] {
  return separator === undefined ? [header] : header.split(separator, 50).map((part) => part.trim());
}

type Timestamp = NonNullable<Hmac['timestamp']>;

function timestampOf({ header, part, unit }: Timestamp, request: SentRequest): string {
  const carried = headerOf(request, header) ?? '';
  const named = part === undefined ? carried : partsOf(carried, ',').find((each) => each.startsWith(part));
  const given = named?.slice(part?.length ?? 0) ?? '';
  if ((unit === 'iso' ? /^[\dTZ:.+-]{10,40}$/ : /^\d{1,16}$/).test(given)) return given;
  throw refusal(header, `has another form than ${part ?? ''}<the time of sending>`);
}

function requireFresh({ header, unit, windowSeconds }: Timestamp, given: string, now: string): void {
  const sentMs = unit === 'iso' ? Date.parse(given) : Number(given) * (unit === 's' ? SECOND_MS : 1);
  if (Math.abs(toMs(now) - sentMs) <= windowSeconds * SECOND_MS) return;
  throw refusal(header, `is more than ${windowSeconds} s away from now: check the clock of the sender`);
}

type Filled = { timestamp: string; id: string };

function keyOf({ key = '{secret}', secret: form }: Hmac, secret: string, filled: Filled): Buffer {
  if (form === 'whsec') return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return secret === '' ? Buffer.alloc(0) : Buffer.from(fill(key, { ...filled, secret }));
}

/** The body goes in as bytes: it may be no text. */
function digest({ algorithm, signed }: Hmac, key: Buffer, filled: Filled, body: Uint8Array): Buffer {
  const hmac = createHmac(algorithm, key);
  for (const part of signed.split(/(\{body\})/)) hmac.update(part === '{body}' ? body : fill(part, filled));
  return hmac.digest();
}

function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
