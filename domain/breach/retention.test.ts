import { describe, expect, test } from '@jest/globals';
import { retentionOf } from './retention.ts';

const retention = { breaches: 5, notBreaches: 3, exercises: 1 };
const closed = (at: string, outcome: 'resolved' | 'not-a-breach' | 'merged' = 'resolved') => {
  return { at, outcome, by: 'dpo', reasons: 'Done.' };
};

describe('how long a record is kept', () => {
  test.each([
    ['a breach', closed('2026-11-24T08:20:00.000Z'), null, 'breaches', '2031-11-24T08:20:00.000Z'],
    [
      'what was none',
      closed('2026-11-24T08:20:00.000Z', 'not-a-breach'),
      null,
      'notBreaches',
      '2029-11-24T08:20:00.000Z',
    ],
    [
      'what is part of another',
      closed('2026-11-24T08:20:00.000Z', 'merged'),
      null,
      'notBreaches',
      '2029-11-24T08:20:00.000Z',
    ],
    ['an exercise', closed('2026-11-24T08:20:00.000Z'), { scale: 60 }, 'exercises', '2027-11-24T08:20:00.000Z'],
    ['one closed on 29 February', closed('2028-02-29T08:20:00.000Z'), null, 'breaches', '2033-03-01T08:20:00.000Z'],
  ])('%s', (_, closing, exercise, kind, until) => {
    const state = { closed: closing, exercise };
    expect(retentionOf(state, { retention })).toEqual({ kind, years: expect.any(Number), from: closing.at, until });
  });

  test('is counted only once it is closed, and by the policy’s own years', () => {
    expect(retentionOf({ closed: null, exercise: null }, { retention })).toBeNull();
    expect(retentionOf({ closed: closed('2026-11-24T08:20:00.000Z'), exercise: null }, {})).toBeNull();
  });
});
