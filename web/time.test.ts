import { describe, expect, it } from '@jest/globals';
import { dayAndTime, localTime, timeLeft, usedPercent, utcTime } from './time.ts';

const zone = 'Europe/Berlin';

describe('time as people read it', () => {
  it('is local first, with the zone in force on that day', () => {
    expect(localTime('2026-11-24T12:05:00.000Z', zone)).toBe('Tue 24 Nov, 13:05 CET');
    expect(localTime('2026-07-01T12:05:00.000Z', zone, true)).toBe('Wed 1 Jul 2026, 14:05 CEST');
  });

  it('repeats the date in UTC only where it is another day', () => {
    expect(utcTime('2026-11-24T12:05:00.000Z', zone)).toBe('12:05 UTC');
    expect(utcTime('2026-11-24T23:30:00.000Z', zone)).toBe('Tue 24 Nov, 23:30 UTC');
  });

  it('says today of the local day, not of the UTC day', () => {
    expect(dayAndTime('2026-11-24T23:30:00.000Z', '2026-11-25T08:00:00.000Z', zone)).toBe('today, 00:30 CET');
    expect(dayAndTime('2026-11-24T12:05:00.000Z', '2026-11-25T08:00:00.000Z', zone)).toBe('Tue 24 Nov, 13:05 CET');
  });

  it.each([
    ['2026-11-26T15:20:00.000Z', '2 d 6 h 40 min'],
    ['2026-11-24T12:05:07.000Z', '3 h 25 min 7 s'],
    ['2026-11-24T12:40:00.000Z', '4 h 0 min'],
    ['2026-11-24T08:40:00.000Z', '0 min 0 s'],
    ['2026-11-23T16:40:00.000Z', '16 h 0 min late'],
  ])('left until %s at 08:40 UTC is %s', (due, text) => {
    expect(timeLeft(due, '2026-11-24T08:40:00.000Z')).toBe(text);
  });

  it('uses between nothing and all of a window, also of an empty one', () => {
    const at = (h: number) => `2026-11-24T${String(h).padStart(2, '0')}:00:00.000Z`;
    expect([
      usedPercent(at(8), at(12), at(9)),
      usedPercent(at(8), at(12), at(20)),
      usedPercent(at(8), at(8), at(8)),
    ]).toEqual([25, 100, 0]);
  });
});
