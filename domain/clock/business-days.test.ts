import { describe, expect, test } from '@jest/globals';
import { RULES, read, rule, utc } from '../../test/support/clocks.ts';
import { computeClock } from './compute.ts';

const newYork = 'America/New_York';

describe('Form 8-K: four business days to 17:30 in New York', () => {
  test.each([
    ['within a week', '2026-11-16T15:00-05:00', '2026-11-20T22:30Z'],
    ['over a weekend', '2026-11-18T15:00-05:00', '2026-11-24T22:30Z'],
    ['determined at the cut-off itself', '2026-11-16T17:30:00-05:00', '2026-11-20T22:30Z'],
    ['determined one second after it', '2026-11-16T17:30:01-05:00', '2026-11-20T22:30Z'],
    ['determined in the last second of the day', '2026-11-16T23:59:59-05:00', '2026-11-20T22:30Z'],
    ['determined at midnight', '2026-11-17T00:00:00-05:00', '2026-11-23T22:30Z'],
    ['on a Saturday, day 1 is Monday', '2026-11-14T10:00-05:00', '2026-11-19T22:30Z'],
    ['on a Sunday, the same', '2026-11-15T10:00-05:00', '2026-11-19T22:30Z'],
    ['on Friday before a Monday holiday', '2026-10-09T10:00-04:00', '2026-10-16T21:30Z'],
    ['over Independence Day, kept on the Friday', '2026-06-30T10:00-04:00', '2026-07-07T21:30Z'],
    ['over Christmas and New Year', '2026-12-23T10:00-05:00', '2026-12-30T22:30Z'],
    ['over New Year', '2026-12-30T10:00-05:00', '2027-01-06T22:30Z'],
    ['into summer time', '2026-03-05T10:00-05:00', '2026-03-11T21:30Z'],
    ['into winter time', '2026-10-29T10:00-04:00', '2026-11-04T22:30Z'],
  ])('%s', (_, start, due) => {
    expect(read(RULES.sec4days, start, newYork)).toEqual([utc(due), utc(due)]);
  });

  test('the cut-off stays New York time in any other zone', () => {
    const [due] = read(RULES.sec4days, '2026-11-24T09:00+09:00', 'Asia/Tokyo');
    expect(due).toBe(utc('2026-11-30T17:30-05:00'));
  });

  test('a closure by executive order gives no time to plan with, and is kept as the latest reading', () => {
    expect(read(RULES.sec4days, '2025-12-19T10:00-05:00', newYork)).toEqual([
      utc('2025-12-26T17:30-05:00'),
      utc('2025-12-30T17:30-05:00'),
    ]);
  });

  test.each([
    ['nothing', '2026-11-16T15:00-05:00', 'none'],
    ['a holiday within the week', '2026-11-09T10:00-05:00', 'Wed 11 Nov 2026 (Veterans Day)'],
  ])('%s skipped is said as well', (_, start, skipped) => {
    const of = rule({ kind: 'business-days', days: 3, calendar: 'us-federal', zone: newYork });
    const { steps } = computeClock(of, utc(start));
    expect(steps[1]?.split(' Skipped ')[1]).toBe(`(calendar us-federal): ${skipped}.`);
  });

  test('the steps name what was skipped', () => {
    const { steps } = computeClock(RULES.sec4days, utc('2026-11-23T15:00-05:00'));
    expect(steps).toEqual([
      'Starts at 2026-11-23 20:00 UTC, which is Mon 23 Nov 2026 in America/New_York: day zero.',
      'Due: 17:30 of business day 4, Mon 30 Nov 2026: 2026-11-30 22:30 UTC. ' +
        'Skipped (calendar us-federal): 2 days of weekends, Thu 26 Nov 2026 (Thanksgiving Day).',
      'Latest: the same.',
    ]);
  });
});

describe('business days to their end', () => {
  const brasilia = 'America/Sao_Paulo';
  test.each([
    ['Brazil, an ordinary week', RULES.brazil3days, '2026-11-09T10:00-03:00', brasilia, '2026-11-13T03:00Z'],
    [
      'Brazil, a late evening counts by its own day',
      RULES.brazil3days,
      '2026-11-09T23:59-03:00',
      brasilia,
      '2026-11-13T03:00Z',
    ],
    ['Brazil, over 20 November', RULES.brazil3days, '2026-11-18T10:00-03:00', brasilia, '2026-11-25T03:00Z'],
    ['Brazil, on a Sunday', RULES.brazil3days, '2026-11-08T10:00-03:00', brasilia, '2026-11-12T03:00Z'],
    ['Brazil, 20 days over two holidays', RULES.brazil20days, '2026-10-26T10:00-03:00', brasilia, '2026-11-26T03:00Z'],
    ['Colombia', RULES.colombia15days, '2026-10-30T09:00-05:00', 'America/Bogota', '2026-11-25T05:00Z'],
    ['California', RULES.californiaHealth, '2026-11-20T09:00-08:00', 'America/Los_Angeles', '2026-12-16T08:00Z'],
  ])('%s', (_, of, start, zone, due) => {
    expect(read(of, start, zone)).toEqual([utc(due), utc(due)]);
  });

  test('the optional days of Carnival are named, and move the latest reading alone', () => {
    const { steps } = computeClock(RULES.brazil3days, utc('2026-02-13T10:00-03:00'));
    expect(steps.at(-1)).toBe(
      'Latest: days off of contested standing are skipped too (Mon 16 Feb 2026 (Carnival), ' +
        'Tue 17 Feb 2026 (Carnival)), which makes it Fri 20 Feb 2026: 2026-02-21 03:00 UTC.',
    );
  });
});
