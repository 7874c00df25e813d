import type { Instant } from '../../domain/time.ts';

/** `2026-11-27T08:20:00Z`. Parts of a second are cut off, which never gives more time. */
export function seconds(instant: Instant): string {
  return instant.replace(/\.\d+Z$/, 'Z');
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The same for every instant of a document. */
export function inSeconds<T>(value: T): T {
  if (typeof value === 'string') return (INSTANT.test(value) ? seconds(value) : value) as T;
  if (Array.isArray(value)) return value.map(inSeconds) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inSeconds(inner)])) as T;
}
