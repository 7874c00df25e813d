/** An instant in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. Text order is time order. */
export type Instant = string;

/** Milliseconds since 1970-01-01T00:00:00Z as an {@link Instant}. */
export function toInstant(epochMs: number): Instant {
  const whole = Math.trunc(epochMs);
  const day = Math.floor(whole / DAY_MS);
  const ms = whole - day * DAY_MS;
  return `${dateOf(day)}${MINUTES[Math.floor(ms / MINUTE_MS)]}${secondsOf(ms % MINUTE_MS)}`;
}

// A plan writes a thousand instants on a few dozen days; the runtime's own formatting would take most of its time.
const MINUTES = Array.from({ length: 1_440 }, (_, minute) => new Date(minute * 60_000).toISOString().slice(11, 17));
const dates = new Map<number, string>();
const MOST_DATES = 5_000;

/** `2026-11-24T` for a day since 1970. Throws a `RangeError` where there is no such day, as the runtime does. */
function dateOf(day: number): string {
  const found = dates.get(day);
  if (found !== undefined) return found;
  const date = new Date(day * DAY_MS).toISOString().slice(0, -13);
  if (dates.size === MOST_DATES) dates.clear();
  dates.set(day, date);
  return date;
}

function secondsOf(ms: number): string {
  return ms === 0 ? '00.000Z' : new Date(ms).toISOString().slice(17);
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
