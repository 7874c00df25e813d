import { HOUR_MS, type Instant, plusMs, toInstant, toMs } from '../time.ts';
import { count, showInstant } from './words.ts';

/**
 * Periods in hours under Regulation (EEC, Euratom) 1182/71: the hour in which the event falls is not counted
 * (Art. 3(1)), the period ends with its last hour (Art. 3(2)(a)), and days off neither stop nor extend it (Art. 3(3);
 * Art. 3(4) excludes hours). The contested reading of Art. 3(5), two working days, is never used.
 */

/** The end of the last counted hour. The hour of the event is cut in UTC, whatever the zone of the reader. */
export function euHoursLatest(start: Instant, hours: number): Instant {
  return plusMs(firstCountedHour(start), hours * HOUR_MS);
}

function firstCountedHour(start: Instant): Instant {
  return toInstant((Math.floor(toMs(start) / HOUR_MS) + 1) * HOUR_MS);
}

export function euHoursSteps(start: Instant, hours: number, due: Instant, latest: Instant): string[] {
  const period = count(hours, 'hour');
  return [
    `Starts at ${showInstant(start)}.`,
    `Due: ${period} of elapsed time later, ${showInstant(due)}. Nights, weekends, holidays and clock changes count.`,
    'Latest: the hour of the event is not counted (Regulation 1182/71, Art. 3(1)), ' +
      `so ${period} run from ${showInstant(firstCountedHour(start))} to ${showInstant(latest)}.`,
  ];
}
