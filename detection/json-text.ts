import type { RefusalMembers, RefusalRule } from '../domain/errors.ts';
import { shapeOfJson } from '../domain/json.ts';

const DEPTH = 32;
const VALUES = 60_000;

/** Why a text cannot be read: as the end of a sentence, and by its rule. */
export type Unreadable = { says: string; members: RefusalMembers };
export type JsonText = { value: unknown; unreadable?: undefined } | { unreadable: Unreadable; value?: undefined };

/** JSON that stands as text within an alert, held to the limits of a body or to more values; never throws. */
export function readJsonText(text: string, most = VALUES): JsonText {
  const { depth, values } = shapeOfJson(text);
  if (depth > DEPTH) return broken('json-deep', `is JSON nested deeper than ${DEPTH} levels`, DEPTH);
  if (values > most) return broken('json-values', `is JSON of more than ${most} values`, most);
  try {
    return { value: JSON.parse(text) };
  } catch {
    return broken('not-json', 'is no JSON');
  }
}

/** The text in base64 bytes, or why there is none. */
export function readBase64(given: unknown): JsonText {
  const bytes = typeof given === 'string' ? Buffer.from(given, 'base64') : null;
  if (bytes === null || (bytes.length === 0 && given !== '')) return broken('not-base64', 'is no base64');
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return broken('not-utf8', 'holds bytes that are no UTF-8');
  }
}

function broken(why: RefusalRule, says: string, most?: number): { unreadable: Unreadable } {
  return { unreadable: { says, members: { why, ...(most !== undefined && { most }) } } };
}

/** An object that is no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
