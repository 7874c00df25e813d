import { type Day, dayOf, plusMonths, yearOf } from '../clock/days.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, plusMs, SECOND_MS, toInstant } from '../time.ts';
import { UNREADABLE } from './lenient.ts';
import type { Part } from './reading.ts';
import type { Duration, VerisDate, VerisRecord } from './record.ts';

/** When it happened, when it was found and when somebody was told. Dates are often known to the month or year only. */

/** The days between which something happened; the same day twice where that is known. */
type Span = { first: Day; last: Day };
const isDay = ({ first, last }: Span) => first === last;

export function timeOf({ timeline, plus }: VerisRecord): Part {
  const happened = spanOf(timeline?.incident);
  const told = spanOf(plus?.timeline?.notification);
  const found = foundOf(happened.span, timeline?.discovery, told.span);
  const occurrence = happened.span !== null && isDay(happened.span) ? instantOf(happened.span.first) : null;
  const events = { ...(occurrence && { occurrence }), ...(found.at && { discovery: found.at }) };
  const read = [
    ...(occurrence === null
      ? []
      : [`It happened on ${dateOf(occurrence)}; the hour is not known, so the day's beginning in UTC stands for it.`]),
    ...found.read,
    ...(told.span === null ? [] : [`The victim told somebody of it ${inWords(told.span)}.`]),
  ];
  const unknown = [
    ...whenOf(happened, timeline?.incident),
    ...found.unknown,
    ...(found.at === null ? ['When the victim became aware; no clock runs until it is given.'] : []),
    ...(told.span === null
      ? ['Who was notified, and when: VERIS has no field for it.']
      : ['Who was notified, and of what: no duty counts as met by it.']),
  ];
  return {
    facts: {
      ...(Object.keys(events).length === 0 ? {} : { events }),
      ...(found.at === null ? {} : { awareness: found.at }),
    },
    read,
    unknown,
    lawOf: lawOf(happened.span, found, told.span),
  };
}

/** A date as the days it leaves open; `wrong` where it names a day, month or year that there is not. */
function spanOf(date: VerisDate): { span: Span | null; wrong: boolean } {
  const { year, month, day } = date ?? {};
  // 0 stands in many records for what nobody knows.
  if (typeof year !== 'number') return { span: null, wrong: year === UNREADABLE };
  const wholeYear = { first: dayOf(year, 1, 1), last: dayOf(year, 12, 31) };
  if (typeof month !== 'number') return { span: wholeYear, wrong: month === UNREADABLE };
  const first = dayOf(year, month, 1);
  const last = plusMonths(first, 1) - 1;
  if (typeof day !== 'number') return { span: { first, last }, wrong: day === UNREADABLE };
  const exact = first + day - 1;
  return exact > last ? { span: { first, last }, wrong: true } : { span: { first: exact, last: exact }, wrong: false };
}

function whenOf({ span, wrong }: ReturnType<typeof spanOf>, date: VerisDate): string[] {
  const no = wrong ? `; there is no ${said(date)}` : '';
  if (span === null) return [`When it happened${no}.`];
  return isDay(span) ? [] : [`On which day it happened: only ${monthOrYear(span)} is known${no}.`];
}

/** `2013-2-30`; what cannot be read as a number is a question mark, since the record's words are never copied. */
function said(date: VerisDate): string {
  const shown = (part: unknown) => (typeof part === 'number' ? String(part) : '?');
  const { year, month, day } = date ?? {};
  return [year, month, day]
    .filter((part) => part !== undefined)
    .map(shown)
    .join('-');
}

type Found = { at: Instant | null; span: Span | null; read: string[]; unknown: string[] };

const EXACT = new Map([
  ['Seconds', SECOND_MS],
  ['Minutes', MINUTE_MS],
  ['Hours', HOUR_MS],
  ['Days', DAY_MS],
]);
const MONTHS = new Map([
  ['Months', 1],
  ['Years', 12],
]);

/** When the victim found it: so long after it happened. A day, and a span in days or less, start a clock. */
function foundOf(happened: Span | null, discovery: Duration, told: Span | null): Found {
  const { unit = '', value } = discovery ?? {};
  const none = { at: null, span: null, read: [] };
  const isSpan = EXACT.has(unit) || MONTHS.has(unit) || unit === 'Weeks';
  if (!isSpan) return { ...none, unknown: [] };
  const units = unit.toLowerCase();
  if (typeof value !== 'number') {
    const absurd = value === UNREADABLE ? ' The number in the record cannot be one.' : '';
    return { ...none, unknown: [`After how many ${units} the victim found it.${absurd}`] };
  }
  const words = `Found ${value} ${value === 1 ? units.slice(0, -1) : units} after it happened`;
  if (happened === null)
    return { ...none, unknown: [`When it was found: ${words.toLowerCase()}, which is not known.`] };
  const span = { first: later(happened.first, unit, value), last: later(happened.last, unit, value) };
  if (yearOf(span.last) > 2199) return { ...none, unknown: [`When it was found: no year has a day so far ahead.`] };
  if (told !== null && told.last < span.first) {
    return { ...none, unknown: ['When it was found: the victim told of it before, says the record.'] };
  }
  const step = EXACT.get(unit);
  if (step === undefined || !isDay(happened))
    return { at: null, span, read: [`${words}: ${inWords(span)}, or about then.`], unknown: [] };
  const at = plusMs(instantOf(happened.first), value * step);
  const read = `${words}: on ${dateOf(at)}. The victim counts as aware from then, the earliest there can be.`;
  return { at, span, read: [read], unknown: [] };
}

function later(day: Day, unit: string, value: number): Day {
  const months = MONTHS.get(unit);
  if (months !== undefined) return plusMonths(day, months * value);
  return day + (unit === 'Weeks' ? 7 * value : Math.floor((value * (EXACT.get(unit) ?? 0)) / DAY_MS));
}

/** The law of the day on which it was found, else happened; of several days the last, since law is added. */
function lawOf(happened: Span | null, { at, span }: Found, told: Span | null): Part['lawOf'] {
  if (at !== null) return { at, why: 'the day on which it was found' };
  const known = span ?? happened;
  if (known === null) {
    return told === null
      ? null
      : { at: instantOf(told.last), why: 'the last day on which the victim may have told of it' };
  }
  const verb = span === null ? 'happened' : 'been found';
  const isBounded = told !== null && told.last < known.last && told.last >= known.first;
  if (isBounded) return { at: instantOf(told.last), why: `the victim had told of it by then` };
  if (isDay(known))
    return { at: instantOf(known.last), why: `the day on which it ${span === null ? 'happened' : 'was found'}` };
  return { at: instantOf(known.last), why: `the last day on which it may have ${verb}` };
}

function inWords(span: Span): string {
  return isDay(span) ? `on ${dateOf(instantOf(span.first))}` : `in ${monthOrYear(span)}`;
}

/** `2013`, `2013-02`, or both ends of what is neither. */
function monthOrYear({ first, last }: Span): string {
  const [from, to] = [dateOf(instantOf(first)), dateOf(instantOf(last))];
  if (from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
  return from.slice(0, 7) === to.slice(0, 7) ? from.slice(0, 7) : `the time from ${from} to ${to}`;
}

function instantOf(day: Day): Instant {
  return toInstant(day * DAY_MS);
}

function dateOf(instant: Instant): string {
  return instant.slice(0, 10);
}
