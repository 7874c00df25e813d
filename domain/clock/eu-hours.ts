import { HOUR_MS, type Instant, plusMs, toInstant, toMs } from '../time.ts';
import type { Reading } from './reading.ts';
import type { EuHours } from './rule.ts';
import { cite, count, showInstant } from './words.ts';

/**
 * Periods in hours under Regulation (EEC, Euratom) 1182/71: the hour in which the event falls is not counted
 * (Art. 3(1)), the period ends with its last hour (Art. 3(2)(a)), and days off neither stop nor extend it (Art. 3(3);
 * Art. 3(4) excludes hours). The contested reading of Art. 3(5), two working days, is never used.
 */
export function readEuHours({ hours, under }: EuHours, start: Instant): Reading {
  const due = plusMs(start, hours * HOUR_MS);
  const firstCounted = firstCountedHour(start);
  const latest = plusMs(firstCounted, hours * HOUR_MS);
  const period = count(hours, 'hour');
  const steps = [
    `Starts at ${showInstant(start)}.`,
    `Due: ${period} of elapsed time later, ${showInstant(due)}. Nights, weekends, holidays and clock changes count.`,
    `Latest: the hour of the event is not counted (${cite(under, 'Art. 3(1)')}), ` +
      `so ${period} run from ${showInstant(firstCounted)} to ${showInstant(latest)}.`,
  ];
  return { due, latest, steps };
}

/** Hours are cut in UTC, whatever the zone of the reader: every authority's zone is whole hours away from it. */
function firstCountedHour(start: Instant): Instant {
  return toInstant((Math.floor(toMs(start) / HOUR_MS) + 1) * HOUR_MS);
}
