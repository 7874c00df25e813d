import { TocsinError } from '../errors.ts';
import { type CalendarName, isNamed, NAMED_CALENDARS, type NamedCalendar, stateOf } from './calendar-name.ts';
import { FEDERAL_CLOSURES } from './closures.ts';
import type { Holiday } from './corrections.ts';
import { type Day, dayOf, dayOfIso, weekdayOf, yearOf } from './days.ts';
import { holidaysIn, LIBRARY } from './holidays.ts';

/**
 * Version of the holiday data, to be kept with every plan: the library's, and that of our corrections and additions.
 */
export const holidayData = `${LIBRARY}+3`;

/** A day off. `contested`: whether it is one for the authority is open, so only `latest` may rely on it. */
export type DayOff = { name: string; contested: boolean };

const SUNDAY: DayOff = { name: 'Sunday', contested: false };
const SATURDAY: DayOff = { name: 'Saturday', contested: false };

/** Why a day is no business day in a calendar; null for one that is. Throws `bad-input` for an unknown calendar. */
export function dayOff(calendar: CalendarName, day: Day): DayOff | null {
  const weekday = weekdayOf(day);
  if (weekday === 0) return SUNDAY;
  if (weekday === 6) return SATURDAY;
  return yearIn(calendar, yearOf(day)).get(day) ?? null;
}

/** The first day, from `day` on, that is no day off, contested ones counting as days off. */
export function openFrom(calendar: CalendarName, day: Day): Day {
  let open = day;
  while (dayOff(calendar, open) !== null) open++;
  return open;
}

const known = new Map<CalendarName, Map<number, Map<Day, DayOff>>>();

function yearIn(calendar: CalendarName, year: number): Map<Day, DayOff> {
  const years = known.get(calendar) ?? new Map<number, Map<Day, DayOff>>();
  const found = years.get(year);
  if (found !== undefined) return found;
  const days = new Map<Day, DayOff>();
  // A certain day off wins over a contested one on the same day.
  for (const [day, off] of daysOff(calendar, year)) if (days.get(day)?.contested !== false) days.set(day, off);
  known.set(calendar, years.set(year, days));
  return days;
}

type Dated = [Day, DayOff];
const certain = ({ day, name }: Holiday): Dated => [day, { name, contested: false }];
const judged = (holiday: Holiday, contested: boolean): Dated => [holiday.day, { name: holiday.name, contested }];

function daysOff(calendar: CalendarName, year: number): Dated[] {
  const member = stateOf(calendar);
  if (member !== null) {
    return holidaysIn(member.state, member.region, year)
      .filter(isPublic)
      .map((holiday) => judged(holiday, holiday.contested ?? false));
  }
  if (isNamed(calendar)) return NAMED[calendar](year);
  const names = NAMED_CALENDARS.join(', ');
  throw new TocsinError(
    'bad-input',
    `There is no calendar '${calendar}'; there are ${names} and eu:<state>.`,
    'calendar',
  );
}

const NAMED: Record<NamedCalendar, (year: number) => Dated[]> = {
  weekends: () => [],
  /** 5 U.S.C. 6103 with its substitute days, and closures by order. */
  'us-federal': (year) => [...publicIn('US', undefined, year).map(certain), ...closuresIn(year)],
  /**
   * Gov. Code 6700 and 6701: a holiday on a Sunday moves to the Monday, one on a Saturday does not move to the Friday.
   */
  'us-ca': (year) => publicIn('US', 'CA', year).map((h) => judged(h, isMovedToFriday(h))),
  /** Iowa Code 1C.1, which knows neither Juneteenth nor Columbus Day; without Lincoln's birthday it is never late. */
  'us-ia': (year) =>
    publicIn('US', undefined, year)
      .filter(({ name }) => !/juneteenth|columbus/i.test(name))
      .map(certain),
  /**
   * 1 V.S.A. § 371; offices may be open on Indigenous Peoples' Day, and on the Monday after a Bennington Battle Sunday.
   */
  'us-vt': (year) =>
    publicIn('US', 'VT', year).map((h) => judged(h, /^indigenous|^bennington.*substitute/i.test(h.name))),
  /** National holidays; Carnival and Corpus Christi are `ponto facultativo`, days off at the choice of each body. */
  'br-national': (year) => holidaysIn('BR', undefined, year).map((h) => judged(h, h.type !== 'public')),
  /** Ley 51 de 1983, which does not list the day of Chiquinquirá. */
  co: (year) => publicIn('CO', undefined, year).map((h) => judged(h, /chiquinquir/i.test(h.name))),
  /** National holidays and 29 December to 3 January, on which authorities are closed (Act 91 of 1988, Art. 1). */
  jp: (year) => [...publicIn('JP', undefined, year).map(certain), ...japaneseYearEnd(year)],
};

function publicIn(country: string, region: string | undefined, year: number): Holiday[] {
  return holidaysIn(country, region, year).filter(isPublic);
}

function isPublic(holiday: Holiday): boolean {
  return holiday.type === 'public';
}

function isMovedToFriday(holiday: Holiday): boolean {
  return holiday.isSubstitute && weekdayOf(holiday.day) === 5;
}

function closuresIn(year: number): Dated[] {
  return Object.entries(FEDERAL_CLOSURES)
    .filter(([iso]) => iso.startsWith(`${year}-`))
    .map(([iso, name]) => [dayOfIso(iso), { name, contested: true }]);
}

function japaneseYearEnd(year: number): Dated[] {
  const days = [
    dayOf(year, 1, 1),
    dayOf(year, 1, 2),
    dayOf(year, 1, 3),
    ...[29, 30, 31].map((d) => dayOf(year, 12, d)),
  ];
  return days.map((day) => [day, { name: 'year-end closing', contested: false }]);
}
