import { describe, expect, it } from '@jest/globals';
import { localTime, usedPercent, utcTime } from './time.ts';

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

  it('uses between nothing and all of a window, also of an empty one', () => {
    const at = (h: number) => `2026-11-24T${String(h).padStart(2, '0')}:00:00.000Z`;
    expect([
      usedPercent(at(8), at(12), at(9)),
      usedPercent(at(8), at(12), at(20)),
      usedPercent(at(8), at(8), at(8)),
    ]).toEqual([25, 100, 0]);
  });
});
