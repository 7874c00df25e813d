import type { Instant } from '../time.ts';
import { dayOf, showDay, yearOf } from './days.ts';
import { zoneOf } from './place.ts';
import type { ClockOptions, Reading } from './reading.ts';
import { roll } from './roll.ts';
import type { CalendarDays, YearEnd } from './rule.ts';
import { count, showInstant } from './words.ts';
import { endOfDay, localDay } from './zones.ts';

/** Calendar days to the end of the last one, in the zone of the authority. Weekends and holidays count. */
export function readCalendarDays(rule: CalendarDays, start: Instant, options: ClockOptions): Reading {
  const zone = zoneOf(rule, options);
  const first = localDay(start, zone);
  const last = first + rule.days - (rule.startDayCounts ? 1 : 0);
  const due = endOfDay(last, zone);
  const day1 = rule.startDayCounts ? 'that day is day 1' : 'that day is not counted';
  const steps = [
    `Starts at ${showInstant(start)}, which is ${showDay(first)} in ${zone}; ${day1}.`,
    `Due: the end of day ${rule.days}, ${showDay(last)}: ${showInstant(due)}. Weekends and holidays count.`,
  ];
  if (rule.roll === 'none' || rule.calendar === undefined) {
    return {
      due,
      latest: due,
      steps: [...steps, 'Latest: the same. A last day on a weekend or holiday is not moved.'],
    };
  }
  const rolled = roll(rule.calendar, last);
  const latest = endOfDay(rolled.day, zone);
  return { due, latest, steps: [...steps, `Latest: ${rolled.says}, which ends at ${showInstant(latest)}.`] };
}

/** Days after the end of the start's calendar year. 60 days end on 1 March, in a leap year on 29 February. */
export function readYearEnd(rule: YearEnd, start: Instant, options: ClockOptions): Reading {
  const zone = zoneOf(rule, options);
  const first = localDay(start, zone);
  const yearEnd = dayOf(yearOf(first), 12, 31);
  const due = endOfDay(yearEnd + rule.days, zone);
  const steps = [
    `Starts at ${showInstant(start)}, which is ${showDay(first)} in ${zone}; ` +
      'the period runs from the end of that year.',
    `Due: the end of day ${rule.days} after ${showDay(yearEnd)}, ${showDay(yearEnd + rule.days)}: ${showInstant(due)}.`,
    `Latest: the same. ${count(rule.days, 'day')} are counted whatever day the last one is.`,
  ];
  return { due, latest: due, steps };
}
