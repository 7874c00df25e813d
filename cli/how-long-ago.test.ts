import { describe, expect, it } from '@jest/globals';
import { howLongAgo } from './how-long-ago.ts';

const NOW = '2026-11-24T08:40:00.000Z';

describe('how long ago something was', () => {
  it.each([
    ['2h ago', '2026-11-24T06:40:00.000Z'],
    ['45 minutes ago', '2026-11-24T07:55:00.000Z'],
    ['1 day 2 hours ago', '2026-11-23T06:40:00.000Z'],
    [' 90MIN ago ', '2026-11-24T07:10:00.000Z'],
  ])('%s is one instant', (text, instant) => {
    expect(howLongAgo(text, NOW)).toBe(instant);
  });

  it.each(['yesterday 14:00', '2h', 'ago', '2 weeks ago', '2h later', '14:00 today'])('%s is none', (text) => {
    expect(howLongAgo(text, NOW)).toBeNull();
  });
});
