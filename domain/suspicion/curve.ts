import { HOUR_MS, type Instant, toInstant, toMs } from '../time.ts';

/** How many alerts came when: as many bars for one alert as for a storm, or for one that came again after weeks. */

export type CurveBar = { at: Instant; count: number };
/** `stepHours`: how long each bar is. `most`: the first of the highest. */
export type AlertCurve = { stepHours: number; bars: CurveBar[]; most: CurveBar };

/** A day: a single alert stands at its end, and not across the whole width. */
const LEAST_BARS = 24;
const MOST_BARS = 96;

/** The last hour is in the last bar. Null where nothing came. @param hours in UTC, such as `2026-11-24T08` */
export function alertCurve(hours: readonly { hour: string; count: number }[]): AlertCurve | null {
  const counted = hours.map(({ hour, count }) => ({ ms: toMs(`${hour}:00:00.000Z`), count }));
  if (counted.length === 0) return null;
  const first = counted.reduce((least, { ms }) => Math.min(least, ms), Number.POSITIVE_INFINITY);
  const end = counted.reduce((most, { ms }) => Math.max(most, ms), 0) + HOUR_MS;
  const span = (end - first) / HOUR_MS;
  const stepHours = Math.ceil(span / MOST_BARS);
  const stepMs = stepHours * HOUR_MS;
  const length = Math.max(LEAST_BARS, Math.ceil(span / stepHours));
  const start = end - length * stepMs;
  const bars = Array.from({ length }, (_, n): CurveBar => ({ at: toInstant(start + n * stepMs), count: 0 }));
  for (const { ms, count } of counted) {
    const bar = bars[Math.floor((ms - start) / stepMs)];
    if (bar !== undefined) bar.count += count;
  }
  const most = bars.reduce((highest, bar) => (bar.count > highest.count ? bar : highest));
  return { stepHours, bars, most };
}
