import { shapeOfJson } from '../domain/json.ts';

const DEPTH = 32;
const VALUES = 60_000;

/** A value, or why there is none, as the end of a sentence. */
export type JsonText = { value: unknown; why?: undefined } | { why: string; value?: undefined };

/** JSON that stands as text within an alert, held to the limits of a body or to more values; never throws. */
export function readJsonText(text: string, most = VALUES): JsonText {
  const { depth, values } = shapeOfJson(text);
  if (depth > DEPTH) return { why: `is JSON nested deeper than ${DEPTH} levels` };
  if (values > most) return { why: `is JSON of more than ${most} values` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { why: 'is no JSON' };
  }
}

/** The text in base64 bytes, or why there is none. */
export function readBase64(text: string): JsonText {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 && text !== '') return { why: 'is no base64' };
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { why: 'holds bytes that are no UTF-8' };
  }
}

/** An object that is no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
