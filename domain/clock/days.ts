import { DAY_MS } from '../time.ts';

/** Civil days as whole numbers: days since 1970-01-01 in the proleptic Gregorian calendar, whatever the zone. */
export type Day = number;

/** `2026-12-25` as a day. */
export function dayOfIso(iso: string): Day {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}

export function dayOf(year: number, month: number, date: number): Day {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

export function yearOf(day: Day): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) % 6 === 0;
}

/** The same-numbered day `months` later; the month's last day where it has none (Regulation 1182/71, Art. 3(2)(c)). */
export function plusMonths(day: Day, months: number): Day {
  const from = new Date(day * DAY_MS);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / DAY_MS;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Fri 25 Dec 2026`. */
export function showDay(day: Day): string {
  const date = new Date(day * DAY_MS);
  return `${WEEKDAYS[weekdayOf(day)]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
