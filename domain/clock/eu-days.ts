import type { Instant } from '../time.ts';
import type { CalendarName } from './calendar-name.ts';
import { openFrom } from './calendars.ts';
import { type Day, plusMonths, showDay } from './days.ts';
import { calendarOfZone, zoneOf } from './place.ts';
import type { ClockOptions, Reading } from './reading.ts';
import { roll } from './roll.ts';
import type { EuDays, EuMonths } from './rule.ts';
import { cite, count, showInstant } from './words.ts';
import { atClockTime, clockTimeOf, endOfDay, localDay } from './zones.ts';

/**
 * Periods in days and months under Regulation (EEC, Euratom) 1182/71. The day of the event is not counted (Art. 3(1));
 * `due` keeps the event's clock time and takes no later day; `latest` is the end of the last day (Art. 3(2)(b), (c)).
 */

/** Days: rolled to a working day (Art. 3(4)); two days or more hold at least two working days (Art. 3(5)). */
export function readEuDays(rule: EuDays, start: Instant, options: ClockOptions): Reading {
  const zone = zoneOf(rule, options);
  const calendar = options.authorityCalendar ?? rule.calendar ?? calendarOfZone(zone);
  const first = localDay(start, zone);
  const last = first + rule.days;
  const due = atClockTime(last, clockTimeOf(start, zone), zone);
  const rolled = roll(calendar, last);
  const secondWorkingDay = rule.days < 2 ? last : secondOpenAfter(calendar, first);
  const end = Math.max(rolled.day, secondWorkingDay);
  const latest = endOfDay(end, zone);
  const steps = [
    `Starts at ${showInstant(start)}, which is ${showDay(first)} in ${zone}; that day is not counted.`,
    `Due: the same clock time ${count(rule.days, 'day')} later, ${showInstant(due)}, whatever day that is.`,
    `Latest: ${rolled.says} (${cite(rule.under, 'Art. 3(4)')}), whose last hour ends at ` +
      `${showInstant(endOfDay(rolled.day, zone))}.`,
  ];
  if (end > rolled.day) {
    const until = `${showDay(end)}, which ends at ${showInstant(latest)}`;
    steps.push(
      `Latest: the period must hold two working days (${cite(rule.under, 'Art. 3(5)')}), so it runs to ${until}.`,
    );
  }
  return { due, latest, steps };
}

/** Months, counted from the start itself and never chained: 31 January and two months is 31 March. */
export function readEuMonths(rule: EuMonths, start: Instant, options: ClockOptions): Reading {
  const zone = zoneOf(rule, options);
  const calendar = options.authorityCalendar ?? rule.calendar ?? calendarOfZone(zone);
  const first = localDay(start, zone);
  const last = plusMonths(first, rule.months);
  const due = atClockTime(last, clockTimeOf(start, zone), zone);
  const rolled = rule.roll === 'none' ? { day: last, says: `${showDay(last)} stands` } : roll(calendar, last);
  const latest = endOfDay(rolled.day, zone);
  const article = rule.roll === 'none' ? 'Art. 3(2)(c)' : 'Art. 3(2)(c) and 3(4)';
  const steps = [
    `Starts at ${showInstant(start)}, which is ${showDay(first)} in ${zone}.`,
    `Due: the same clock time ${count(rule.months, 'month')} later, on the same-numbered day or the month's last, ` +
      `${showInstant(due)}.`,
    `Latest: ${rolled.says} (${cite(rule.under, article)}), whose last hour ends at ${showInstant(latest)}.`,
  ];
  return { due, latest, steps };
}

function secondOpenAfter(calendar: CalendarName, day: Day): Day {
  return openFrom(calendar, openFrom(calendar, day + 1) + 1);
}
