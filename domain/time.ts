/** An instant in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. Text order is time order. */
export type Instant = string;

/** Milliseconds since 1970-01-01T00:00:00Z as an {@link Instant}. */
export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** An {@link Instant} as milliseconds since 1970-01-01T00:00:00Z. */
export function toMs(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant `ms` milliseconds after (or, negative, before) `instant`. */
export function plusMs(instant: Instant, ms: number): Instant {
  return toInstant(toMs(instant) + ms);
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
