import type { Instant } from '../time.ts';
import { readBusinessDays } from './business-days.ts';
import { readCalendarDays, readYearEnd } from './calendar-days.ts';
import { readElapsedHours } from './elapsed-hours.ts';
import { readEuDays, readEuMonths } from './eu-days.ts';
import { readEuHours } from './eu-hours.ts';
import type { ClockOptions, Reading } from './reading.ts';
import type { Period } from './rule.ts';
import { showInstant } from './words.ts';

/** The reading of one period from one start: the way to the file of each kind. */
export function readPeriod(rule: Period, start: Instant, options: ClockOptions): Reading {
  switch (rule.kind) {
    case 'eu-hours':
      return readEuHours(rule, start);
    case 'elapsed-hours':
      return readElapsedHours(rule, start);
    case 'eu-days':
      return readEuDays(rule, start, options);
    case 'eu-months':
      return readEuMonths(rule, start, options);
    case 'calendar-days':
      return readCalendarDays(rule, start, options);
    case 'business-days':
      return readBusinessDays(rule, start, options);
    case 'year-end':
      return readYearEnd(rule, start, options);
    case 'at-event':
      return { due: start, latest: start, steps: [`Due, at the latest, at the event itself: ${showInstant(start)}.`] };
  }
}
