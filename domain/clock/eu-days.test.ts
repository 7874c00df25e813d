import { describe, expect, test } from '@jest/globals';
import { RULES, read, rule, utc } from '../../test/support/clocks.ts';
import { computeClock } from './compute.ts';

const berlin = 'Europe/Berlin';

describe('days under Regulation 1182/71', () => {
  test.each([
    ['ends with the last day', '2026-11-24T10:00+01:00', berlin, '2026-11-27T09:00Z', '2026-11-27T23:00Z'],
    // Friday: the third day is Monday, the second working day after it Tuesday (Art. 3(5)).
    ['holds two working days', '2026-11-27T10:00+01:00', berlin, '2026-11-30T09:00Z', '2026-12-01T23:00Z'],
    ['rolls off Sunday, then holds two', '2026-11-26T10:00+01:00', berlin, '2026-11-29T09:00Z', '2026-11-30T23:00Z'],
    // Good Friday to Easter Monday are off; the working days are Tuesday and Wednesday.
    ['over Easter', '2026-04-02T10:00+02:00', berlin, '2026-04-05T08:00Z', '2026-04-08T22:00Z'],
    // Neither Good Friday nor Easter Sunday is a holiday in the United States: only weekends are skipped.
    ['away from Europe', '2026-04-02T10:00-04:00', 'America/New_York', '2026-04-05T14:00Z', '2026-04-07T04:00Z'],
    ['into summer time', '2026-03-27T10:00+01:00', berlin, '2026-03-30T08:00Z', '2026-03-31T22:00Z'],
    ['to a time the clock jumps over', '2026-03-26T02:30+01:00', berlin, '2026-03-29T01:00Z', '2026-03-30T22:00Z'],
    ['to a time that occurs twice', '2026-10-22T02:30+02:00', berlin, '2026-10-25T00:30Z', '2026-10-26T23:00Z'],
    ['over a leap day', '2028-02-28T10:00+01:00', berlin, '2028-03-02T09:00Z', '2028-03-02T23:00Z'],
    ['over New Year', '2026-12-30T10:00+01:00', berlin, '2027-01-02T09:00Z', '2027-01-04T23:00Z'],
    [
      'late in the evening, by the local day',
      '2026-11-24T23:59+01:00',
      berlin,
      '2026-11-27T22:59Z',
      '2026-11-27T23:00Z',
    ],
  ])('a period of three days %s', (_, start, zone, due, latest) => {
    expect(read(RULES.eprivacy3days, start, zone)).toEqual([utc(due), utc(latest)]);
  });

  test('the holidays are those of the authority, not of the zone', () => {
    const christmas = '2026-12-11T10:00+01:00';
    expect(read(RULES.cra14days, christmas, berlin)[1]).toBe(utc('2026-12-28T23:00Z'));
    expect(read(RULES.cra14days, christmas, berlin, { authorityCalendar: 'weekends' })[1]).toBe(
      utc('2026-12-25T23:00Z'),
    );
    // St Stephen's Day on a Saturday gives Ireland no day off in its stead.
    expect(read(RULES.cra14days, christmas, 'Europe/Dublin')[1]).toBe(utc('2026-12-29T00:00Z'));
    const orthodoxEaster = '2026-03-27T10:00+02:00';
    expect(read(RULES.cra14days, orthodoxEaster, 'Europe/Athens')[1]).toBe(utc('2026-04-14T21:00Z'));
    expect(read(RULES.cra14days, orthodoxEaster, 'Europe/Athens', { authorityCalendar: 'eu:FI' })[1]).toBe(
      utc('2026-04-10T21:00Z'),
    );
  });

  test('two days hold two working days, and from three on it is the same', () => {
    expect(read(RULES.aiAct2days, '2026-11-27T10:00+01:00', berlin)).toEqual([
      utc('2026-11-29T09:00Z'),
      utc('2026-12-01T23:00Z'),
    ]);
  });

  test('one day needs no second working day', () => {
    const oneDay = rule({ kind: 'eu-days', days: 1 });
    expect(read(oneDay, '2026-11-24T10:00+01:00', berlin)).toEqual([
      utc('2026-11-25T09:00Z'),
      utc('2026-11-25T23:00Z'),
    ]);
  });

  test('every day that was skipped is named', () => {
    const { steps } = computeClock(RULES.cra14days, utc('2026-12-11T10:00+01:00'), 1, { zone: 'Europe/Brussels' });
    expect(steps.at(-1)).toBe(
      'Latest: skipping Fri 25 Dec 2026 (Christmas Day), Sat 26 Dec 2026, Sun 27 Dec 2026 (calendar eu:BE) leads to ' +
        'Mon 28 Dec 2026 (Regulation 1182/71, Art. 3(4)), whose last hour ends at 2026-12-28 23:00 UTC.',
    );
  });
});

describe('months under Regulation 1182/71', () => {
  test.each([
    ['from the same day', '2026-03-15T12:00+01:00', 1, '2026-04-15T10:00Z', '2026-04-15T22:00Z'],
    ['from 31 January', '2026-01-31T12:00+01:00', 1, '2026-02-28T11:00Z', '2026-03-02T23:00Z'],
    ['from 31 January in a leap year', '2028-01-31T12:00+01:00', 1, '2028-02-29T11:00Z', '2028-02-29T23:00Z'],
    ['from 31 January, two months', '2026-01-31T12:00+01:00', 2, '2026-03-31T10:00Z', '2026-03-31T22:00Z'],
    ['from 31 March', '2026-03-31T12:00+02:00', 1, '2026-04-30T10:00Z', '2026-04-30T22:00Z'],
    ['from 29 February', '2028-02-29T12:00+01:00', 1, '2028-03-29T10:00Z', '2028-03-29T22:00Z'],
    ['to 1 May, a holiday on a Friday', '2026-04-01T12:00+02:00', 1, '2026-05-01T10:00Z', '2026-05-04T22:00Z'],
    ['over the year', '2026-12-31T12:00+01:00', 1, '2027-01-31T11:00Z', '2027-02-01T23:00Z'],
    ['into winter time', '2026-09-25T12:00+02:00', 1, '2026-10-25T11:00Z', '2026-10-26T23:00Z'],
  ])('%s', (_, start, months, due, latest) => {
    const of = rule({ kind: 'eu-months', months });
    expect(read(of, start, berlin)).toEqual([utc(due), utc(latest)]);
  });

  test('the holidays are those of the authority, else those of the rule, else those of the zone', () => {
    const start = '2026-03-06T12:00+01:00'; // One month later: Easter Monday, which counts in New York.
    const months = { kind: 'eu-months', months: 1 };
    const latest = (written: typeof months & { calendar?: string }, options = {}) =>
      read(rule(written), start, berlin, options)[1];
    expect(latest(months)).toBe(utc('2026-04-07T22:00Z'));
    expect(latest({ ...months, calendar: 'us-federal' })).toBe(utc('2026-04-06T22:00Z'));
    expect(latest(months, { authorityCalendar: 'weekends' })).toBe(utc('2026-04-06T22:00Z'));
    expect(latest({ ...months, calendar: 'us-federal' }, { authorityCalendar: 'eu:DE' })).toBe(
      utc('2026-04-07T22:00Z'),
    );
  });

  test('national law is named as what it is', () => {
    const { steps } = computeClock(RULES.nis2Final, utc('2026-03-15T12:00+01:00'), 1, { zone: berlin });
    expect(steps.join(' ')).toContain('national law, here read like Regulation 1182/71, Art. 3(2)(c) and 3(4)');
  });
});
