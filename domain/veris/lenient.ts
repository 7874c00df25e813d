import { z } from 'zod';

/**
 * Fields of records as people and tools really write them, over several versions of the schema. What cannot be read is
 * no mistake of the file: it counts as not known, and a reader says so.
 */

/** A value that stands in the record and cannot be what it says it is. */
export const UNREADABLE = 'unreadable';
type Unreadable = typeof UNREADABLE;

/** Absent, or null, is undefined; what is there and no object is an object of which nothing is known. */
export function part<S extends z.ZodType>(schema: S) {
  const asPart = (value: unknown) =>
    value === null || value === undefined || isPlain(value) ? (value ?? undefined) : {};
  return z.preprocess(asPart, schema.optional());
}

/** One object, or in version 1.2 a list of them. */
export function listOf<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => asList(value).filter(isPlain), z.array(schema));
}

/** A word alone, a list of words, or a number for a word; what is neither is left out. */
export const words = z.preprocess((value) => asList(value).flatMap(asWord), z.array(z.string()));

export const word = z.preprocess((value) => asWord(value)[0], z.string().optional());

/** Whole numbers between two bounds, also written as text; undefined where there is none. */
export function whole(least: number, most: number) {
  const asWhole = (value: unknown): number | Unreadable | undefined => {
    if (value === null || value === undefined || value === '') return undefined;
    const number = typeof value === 'string' && /^\s*\d{1,20}\s*$/.test(value) ? Number(value) : value;
    const isOne = typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most;
    return isOne ? number : UNREADABLE;
  };
  return z.preprocess(asWhole, z.union([z.number(), z.literal(UNREADABLE)]).optional());
}

function asList(value: unknown): unknown[] {
  return value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function asWord(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
