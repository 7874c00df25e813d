import type { Instant } from '../time.ts';
import type { CalendarName } from './calendar-name.ts';
import { dayOff } from './calendars.ts';
import { type Day, isWeekend, showDay } from './days.ts';
import { zoneOf } from './place.ts';
import type { ClockOptions, Reading } from './reading.ts';
import { showDayOff } from './roll.ts';
import type { BusinessDays } from './rule.ts';
import { clockTimeMs, count, showInstant } from './words.ts';
import { atClockTime, endOfDay, localDay } from './zones.ts';

/**
 * Business days. The start's own day is day zero; after a start on a day off, day 1 is the first business day that
 * follows (Form 8-K, General Instruction B.1), which is the same count.
 */
export function readBusinessDays(rule: BusinessDays, start: Instant, options: ClockOptions): Reading {
  const zone = zoneOf(rule, options);
  const first = localDay(start, zone);
  const end = (day: Day) =>
    rule.cutOff === undefined ? endOfDay(day, zone) : atClockTime(day, clockTimeMs(rule.cutOff), zone);
  const cautious = countFrom(first, rule, false);
  const lenient = cautious.contested.length === 0 ? cautious : countFrom(first, rule, true);
  const [due, latest] = [end(cautious.last), end(lenient.last)];
  const until = rule.cutOff === undefined ? 'the end' : `${rule.cutOff}`;
  const steps = [
    `Starts at ${showInstant(start)}, which is ${showDay(first)} in ${zone}: day zero.`,
    `Due: ${until} of business day ${rule.days}, ${showDay(cautious.last)}: ${showInstant(due)}. ` +
      `${skipping(cautious, rule.calendar)}`,
    lenient.contested.length === 0
      ? 'Latest: the same.'
      : `Latest: days off of contested standing are skipped too (${lenient.contested.join(', ')}), ` +
        `which makes it ${showDay(lenient.last)}: ${showInstant(latest)}.`,
  ];
  return { due, latest, steps };
}

/** The last day; how many days of weekends and which holidays were skipped; and the days of contested standing met. */
type Count = { last: Day; weekends: number; holidays: string[]; contested: string[] };

/** Counts from the day after `first`; contested days off are business days unless `isLenient`. */
function countFrom(first: Day, { days, calendar }: BusinessDays, isLenient: boolean): Count {
  const found: Count = { last: first, weekends: 0, holidays: [], contested: [] };
  for (let counted = 0; counted < days; ) {
    const day = ++found.last;
    const off = dayOff(calendar, day);
    if (off?.contested) found.contested.push(showDayOff(day, off.name));
    if (off === null || (off.contested && !isLenient)) counted++;
    else if (isWeekend(day)) found.weekends++;
    else if (!off.contested) found.holidays.push(showDayOff(day, off.name));
  }
  return found;
}

function skipping({ weekends, holidays }: Count, calendar: CalendarName): string {
  const parts = [...(weekends > 0 ? [`${count(weekends, 'day')} of weekends`] : []), ...holidays];
  return `Skipped (calendar ${calendar}): ${parts.join(', ') || 'none'}.`;
}
