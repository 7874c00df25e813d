import { type Instant, MINUTE_MS } from '../time.ts';

/** `2026-11-24 08:20 UTC`, with seconds or milliseconds only where there are any. */
export function showInstant(instant: Instant): string {
  // An instant always has the same length, so parts are cut by place: a plan shows hundreds of them.
  const end = !instant.endsWith('.000Z') ? 23 : instant.endsWith(':00.000Z') ? 16 : 19;
  return `${instant.slice(0, 10)} ${instant.slice(11, end)} UTC`;
}

/** `1 hour`, `72 hours`. */
export function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

/** `17:30` as ms after midnight. */
export function clockTimeMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** How far Regulation 1182/71 itself carries a step: directly, through UK law, or as a likeness of national law. */
export function cite(under: 'eu' | 'national' | 'uk', article: string): string {
  const law = `Regulation 1182/71, ${article}`;
  if (under === 'uk') return `${law}, through UK law`;
  return under === 'eu' ? law : `national law, here read like ${law}`;
}
