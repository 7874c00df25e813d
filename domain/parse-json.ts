import { type RefusalMembers, TocsinError } from './errors.ts';
import { JSON_AMBIGUITIES, shapeOfJson, whyAmbiguous } from './json.ts';

const MAX_DEPTH = 32;
/** What one value takes on average in the densest body of ours; each costs time, however short it is. */
const BYTES_PER_VALUE = 20;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses UTF-8 JSON.
 *
 * @param limitBytes as many bytes as are taken, by which a number of values is
 * @throws TocsinError `too-large` for more values, before they are taken apart; `bad-input` for what is no JSON, for
 *   nesting beyond 32, for prototype keys and for what other programs may read in another way
 */
export function parseJson(bytes: Uint8Array, limitBytes: number): unknown {
  const text = decode(bytes);
  const shape = shapeOfJson(text);
  const { depth, values } = shape;
  if (depth > MAX_DEPTH)
    throw refusal(`The JSON is nested deeper than ${MAX_DEPTH} levels.`, { why: 'json-deep', most: MAX_DEPTH });
  const most = Math.floor(limitBytes / BYTES_PER_VALUE);
  if (values > most) {
    const message = `The JSON holds more than the ${most} values that are taken.`;
    throw new TocsinError('too-large', message, undefined, { why: 'json-values', most });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal('The body is not JSON; check quotes, commas and brackets.', { why: 'not-json' });
  }
  const bad = forbiddenKey(value, '');
  if (bad !== null)
    throw new TocsinError('bad-input', `${bad}: this name is not taken as a key.`, bad, { why: 'json-key' });
  const ambiguous = whyAmbiguous(shape, value);
  if (ambiguous !== null) {
    const message = `The JSON ${JSON_AMBIGUITIES[ambiguous]}, so it can be read in two ways.`;
    throw refusal(message, { why: ambiguous });
  }
  return value;
}

function refusal(message: string, members: RefusalMembers): TocsinError {
  return new TocsinError('bad-input', message, 'body', members);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal('The body is not UTF-8.', { why: 'not-utf8' });
  }
}

function forbiddenKey(value: unknown, path: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (FORBIDDEN_KEYS.has(key)) return here;
    const found = forbiddenKey(inner, here);
    if (found !== null) return found;
  }
  return null;
}
