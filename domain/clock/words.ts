import type { Instant } from '../time.ts';

/** `2026-11-24 08:20 UTC`, with seconds or milliseconds only where there are any. */
export function showInstant(instant: Instant): string {
  const [day, time = ''] = instant.replace(/Z$/, '').split('T');
  return `${day} ${time.replace(/\.000$/, '').replace(/^(\d\d:\d\d):00$/, '$1')} UTC`;
}

/** `1 hour`, `72 hours`. */
export function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
