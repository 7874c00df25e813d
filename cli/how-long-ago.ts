import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';

const UNITS = [
  [/^(?:m|min|mins|minutes?)$/, MINUTE_MS],
  [/^(?:h|hours?)$/, HOUR_MS],
  [/^(?:d|days?)$/, DAY_MS],
] as const;
const AGO = /^((?:\d{1,4}\s*[a-z]+\s*)+)ago$/;

/**
 * The instant that `2h ago` or `1 day 30 minutes ago` means; null for anything else. A day is 24 hours: a day of the
 * calendar, as in `yesterday`, would need a zone.
 */
export function howLongAgo(text: string, now: Instant): Instant | null {
  const [, parts] = AGO.exec(text.trim().toLowerCase()) ?? [];
  if (parts === undefined) return null;
  let ms = 0;
  for (const [, count, unit = ''] of parts.matchAll(/(\d+)\s*([a-z]+)/g)) {
    const length = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    if (length === undefined) return null;
    ms += Number(count) * length;
  }
  return plusMs(now, -ms);
}
