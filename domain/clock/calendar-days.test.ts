import { describe, expect, test } from '@jest/globals';
import { RULES, read, rule, utc } from '../../test/support/clocks.ts';
import { computeClock } from './compute.ts';

const tokyo = 'Asia/Tokyo';

describe('Japan: the day of awareness is day 1', () => {
  test.each([
    ['five days, no roll', RULES.japan5days, '2026-11-24T10:00+09:00', '2026-11-28T15:00Z', '2026-11-28T15:00Z'],
    ['30 days to a Wednesday', RULES.japan30days, '2026-11-24T10:00+09:00', '2026-12-23T15:00Z', '2026-12-23T15:00Z'],
    ['30 days off a Saturday', RULES.japan30days, '2026-11-06T10:00+09:00', '2026-12-05T15:00Z', '2026-12-07T15:00Z'],
    // Day 30 is 29 December; offices open again on Monday 4 January.
    ['off the turn of the year', RULES.japan30days, '2026-11-30T10:00+09:00', '2026-12-29T15:00Z', '2027-01-04T15:00Z'],
    ['not off 28 December', RULES.japan30days, '2026-11-29T10:00+09:00', '2026-12-28T15:00Z', '2026-12-28T15:00Z'],
    ['off Golden Week', RULES.japan30days, '2026-04-04T10:00+09:00', '2026-05-03T15:00Z', '2026-05-07T15:00Z'],
    ['by the day in Tokyo', RULES.japan5days, '2026-11-24T15:30Z', '2026-11-29T15:00Z', '2026-11-29T15:00Z'],
  ])('%s', (_, of, start, due, latest) => {
    expect(read(of, start, tokyo)).toEqual([utc(due), utc(latest)]);
  });

  test('the steps name the days that offices are closed', () => {
    const { steps } = computeClock(RULES.japan30days, utc('2026-11-30T10:00+09:00'));
    expect(steps.at(-1)).toContain('Tue 29 Dec 2026 (year-end closing)');
    expect(steps.at(-1)).toContain('leads to Mon 4 Jan 2027');
  });
});

describe('calendar days without roll', () => {
  test('a calendar alone moves nothing', () => {
    const of = rule({ kind: 'calendar-days', days: 30, calendar: 'jp', startDayCounts: true });
    expect(read(of, '2026-11-30T10:00+09:00', tokyo)).toEqual([utc('2026-12-29T15:00Z'), utc('2026-12-29T15:00Z')]);
  });

  test.each([
    ['over the spring change', 30, '2026-02-20T09:00-08:00', 'America/Los_Angeles', '2026-03-23T07:00Z'],
    ['over the autumn change', 60, '2026-10-01T09:00-04:00', 'America/New_York', '2026-12-01T05:00Z'],
    ['over a leap day', 60, '2028-01-15T09:00-05:00', 'America/New_York', '2028-03-16T04:00Z'],
    ['over 2026, which has none', 60, '2026-01-15T09:00-05:00', 'America/New_York', '2026-03-17T04:00Z'],
    ['to a Sunday', 30, '2026-11-27T09:00-05:00', 'America/New_York', '2026-12-28T05:00Z'],
    ['in a half-hour zone', 3, '2026-11-24T09:00+05:30', 'Asia/Kolkata', '2026-11-27T18:30Z'],
    ['by the local day', 15, '2026-11-25T03:00Z', 'America/Los_Angeles', '2026-12-10T08:00Z'],
  ])('%s', (_, days, start, zone, due) => {
    expect(read(rule({ kind: 'calendar-days', days }), start, zone)).toEqual([utc(due), utc(due)]);
  });

  test('days are read in the zone asked for, else the rule’s own, else the organisation’s', () => {
    const start = utc('2026-11-24T23:30Z');
    const own = rule({ kind: 'calendar-days', days: 1, zone: 'Asia/Singapore' });
    const none = rule({ kind: 'calendar-days', days: 1 });
    const due = (of: typeof own, options: object) => computeClock(of, start, 1, options).due;
    expect(due(own, { zone: 'UTC', homeZone: 'Europe/Berlin' })).toBe(utc('2026-11-26T00:00Z'));
    expect(due(own, { homeZone: 'Europe/Berlin' })).toBe(utc('2026-11-26T16:00Z'));
    expect(due(none, { homeZone: 'Europe/Berlin' })).toBe(utc('2026-11-26T23:00Z'));
    expect(due(none, {})).toBe(utc('2026-11-26T00:00Z'));
  });
});

test.each([
  ['a leap year gives 29 February', '2027-06-10T09:00-04:00', '2028-03-01T05:00Z'],
  ['a common year 1 March', '2026-01-01T00:00-05:00', '2027-03-02T05:00Z'],
  ['the last second of the year', '2026-12-31T23:59:59-05:00', '2027-03-02T05:00Z'],
  ['one second later, a year more', '2027-01-01T00:00:00-05:00', '2028-03-01T05:00Z'],
])('60 days after the year of discovery: %s', (_, start, due) => {
  expect(read(RULES.hipaaYearly, start, 'America/New_York')).toEqual([utc(due), utc(due)]);
});

describe('duties without a number', () => {
  const start = '2026-11-24T09:00:00.000Z';
  test('a period set by an order binds as law; one set by a contract does not', () => {
    const setTo = '2026-11-25T12:00:00.000Z';
    const order = rule({ kind: 'set-elsewhere', by: 'order', soft: 'orders', hours: 48 });
    const contract = rule({ kind: 'set-elsewhere', by: 'contract', soft: 'contracts', hours: 4 });
    expect(computeClock(order, start, 1, { setTo })).toMatchObject({ due: setTo, latest: setTo, basis: 'law' });
    expect(computeClock(contract, start, 1, { setTo })).toMatchObject({ due: setTo, latest: null, basis: 'policy' });
    expect(computeClock(order, start)).toMatchObject({
      due: '2026-11-26T09:00:00.000Z',
      latest: null,
      basis: 'policy',
    });
    expect(computeClock(order, start, 1, { setTo: '2026-11-01T00:00:00.000Z' }).due).toBe(start);
  });

  test('a notice no later than another one is due with it', () => {
    expect(computeClock(rule({ kind: 'at-event' }), start)).toMatchObject({ due: start, latest: start, basis: 'law' });
  });

  test('the words of the law are kept', () => {
    const target = rule({ kind: 'soft-target', soft: 'at-once', wording: 'immediately', hours: 1 });
    expect(computeClock(target, start).steps.join(' ')).toContain('The law says "immediately" and names no number.');
  });
});
