import { type Instant, plusMs } from '../time.ts';
import { dayOff, openFrom } from './calendars.ts';
import { showDay } from './days.ts';
import { readMinimum } from './minimum.ts';
import { readPeriod } from './period.ts';
import { calendarOfZone, zoneOf } from './place.ts';
import type { ClockOptions, Reading } from './reading.ts';
import { showDayOff } from './roll.ts';
import type { WeekendRelief } from './rule.ts';
import { clockTimeMs, showInstant } from './words.ts';
import { atClockTime, localDay } from './zones.ts';

/** Relief for a deadline on a day off. A deadline at midnight belongs to the day that ends then. `due` never moves. */
export function readWeekendRelief(rule: WeekendRelief, start: Instant, options: ClockOptions): Reading {
  const { of } = rule;
  const plain = of.kind === 'minimum' ? readMinimum(of, start, options) : readPeriod(of, start, options);
  const excluded = rule.notFor.find((kind) => options.entityKinds?.includes(kind));
  if (excluded !== undefined) {
    return {
      ...plain,
      steps: [...plain.steps, `No relief on a weekend or holiday: the organisation is '${excluded}'.`],
    };
  }
  const zone = zoneOf(rule, options);
  const calendar = options.entityCalendar ?? rule.calendar ?? calendarOfZone(zone);
  const day = localDay(plusMs(plain.latest, -1), zone);
  const off = dayOff(calendar, day);
  if (off === null) {
    const why = `${showDay(day)} in ${zone} is a working day (calendar ${calendar})`;
    return { ...plain, steps: [...plain.steps, `No relief on a weekend or holiday: ${why}.`] };
  }
  const open = openFrom(calendar, day);
  const latest = atClockTime(open, clockTimeMs(rule.until), zone);
  const why = `${showDayOff(day, off.name)} is a day off in ${zone} (calendar ${calendar})`;
  const until = `${rule.until} of ${showDay(open)}`;
  const relief = `Latest: ${why}, so until ${until}, the next working day: ${showInstant(latest)}.`;
  return { ...plain, latest, steps: [...plain.steps, relief] };
}
