import { describe, expect, it } from '@jest/globals';
import { dayAndTime, timeLeft } from './time-words.ts';

const zone = 'Europe/Berlin';

describe('how far an instant is from now', () => {
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
});
