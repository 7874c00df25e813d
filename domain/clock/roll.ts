import type { CalendarName } from './calendar-name.ts';
import { dayOff, openFrom } from './calendars.ts';
import { type Day, showDay } from './days.ts';

/** `Fri 25 Dec 2026 (Christmas Day)`; the reason is left out where the name of the weekday says it. */
export function showDayOff(day: Day, reason: string): string {
  return reason === 'Saturday' || reason === 'Sunday' ? showDay(day) : `${showDay(day)} (${reason})`;
}

/** The days off of a calendar from `from` up to and without `to`, in words. */
export function daysOffBetween(calendar: CalendarName, from: Day, to: Day): string[] {
  return Array.from({ length: Math.max(to - from, 0) }, (_, i) => from + i).flatMap((day) => {
    const off = dayOff(calendar, day);
    return off === null ? [] : [showDayOff(day, off.name)];
  });
}

/** A last day moved off days off: where to, and a sentence that names every day that was skipped. */
export function roll(calendar: CalendarName, day: Day): { day: Day; says: string } {
  const open = openFrom(calendar, day);
  if (open === day) return { day, says: `${showDay(day)} is a working day (calendar ${calendar})` };
  const skipped = daysOffBetween(calendar, day, open).join(', ');
  return { day: open, says: `skipping ${skipped} (calendar ${calendar}) leads to ${showDay(open)}` };
}
