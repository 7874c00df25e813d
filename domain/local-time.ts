import { DateTime } from 'luxon';
import { type Instant, MINUTE_MS, toInstant } from './time.ts';

/** What a local date and time means: one instant, two while clocks are turned back, none while they are turned on. */
export type LocalReading =
  | { kind: 'instant'; at: Instant }
  | { kind: 'twice'; choices: [Instant, Instant] }
  | { kind: 'skipped' }
  | { kind: 'malformed' };

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/;
const DAY_MINUTES = 1_440;

/** Reads `2026-10-25T02:30`, as a browser's field gives it, on the clocks of an IANA zone. Nothing is guessed. */
export function readLocalTime(text: string, zone: string): LocalReading {
  const written = DateTime.fromISO(text, { zone: 'utc' });
  if (!FORM.test(text) || !written.isValid) return { kind: 'malformed' };
  const ms = written.toMillis();
  const offsets = [-DAY_MINUTES, DAY_MINUTES].map((m) => DateTime.fromMillis(ms + m * MINUTE_MS, { zone }).offset);
  const found = [...new Set(offsets)]
    .map((offset) => ({ offset, at: ms - offset * MINUTE_MS }))
    .filter(({ offset, at }) => DateTime.fromMillis(at, { zone }).offset === offset)
    .map(({ at }) => toInstant(at))
    .sort();
  // Where the local day is the first or the last of all years, the instant may lie beyond them.
  if (found.some(isBeyondYears)) return { kind: 'malformed' };
  const [first, second] = found;
  if (first === undefined) return { kind: 'skipped' };
  return second === undefined ? { kind: 'instant', at: first } : { kind: 'twice', choices: [first, second] };
}

const FIRST: Instant = '0000-01-01T00:00:00.000Z';
const LAST: Instant = '9999-12-31T23:59:59.999Z';

/** Whether an instant is in no year of four digits, so that it would not sort as text. */
function isBeyondYears(instant: Instant): boolean {
  return !/^\d{4}-/.test(instant);
}

/**
 * The first instant of a day in a zone, or of the day that many `days` later. Where that lies beyond the years 0000 to
 * 9999, their own first or last instant.
 */
export function startOfDay(date: string, zone: string, days = 0): Instant {
  const at = toInstant(DateTime.fromISO(date, { zone }).plus({ days }).startOf('day').toMillis());
  if (!isBeyondYears(at)) return at;
  return at.startsWith('-') ? FIRST : LAST;
}

/** The day, `2026-11-24`, that an instant falls on in a zone. */
export function localDate(instant: Instant, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');
}
