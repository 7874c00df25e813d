import { expect, it } from '@jest/globals';
import type { Understood } from './outcome.ts';
import { toldTimes } from './told-times.ts';

const [T0, T1, T2, T3] = ['08', '09', '10', '11'].map((hour) => `2026-11-24T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
  string,
];
const found = (times: Partial<Understood>): Understood =>
  ({
    ...{ findingId: '9f', title: '', type: 'A', severity: 5, sample: false, resources: [], moreResources: 0 },
    ...{ occurredAt: null, updatedAt: null },
    ...times,
  }) as Understood;

it.each<[string, Partial<Understood>, ReturnType<typeof toldTimes>]>([
  [
    'each of them',
    { firstSeenAt: T0, lastSeenAt: T1, raisedAt: T2, updatedAt: T3 },
    [
      { at: T0, which: ['began'] },
      { at: T1, which: ['lastSeen'] },
      { at: T2, which: ['raised'] },
      { at: T3, which: ['changed'] },
    ],
  ],
  [
    'one of one event',
    { firstSeenAt: T0, lastSeenAt: T0, raisedAt: T0, updatedAt: T0 },
    [{ at: T0, which: ['began', 'lastSeen', 'raised', 'changed'] }],
  ],
  [
    'that two are the same',
    { firstSeenAt: T0, raisedAt: T1, updatedAt: T1 },
    [
      { at: T0, which: ['began'] },
      { at: T1, which: ['raised', 'changed'] },
    ],
  ],
  ['none', {}, []],
  // What an earlier version judged.
  ['since when, where that is all that was kept', { occurredAt: T0 }, [{ at: T0, which: ['began'] }]],
  // Else it may be when it was raised, and no beginning.
  [
    'when it was raised, and no beginning that is not told',
    { occurredAt: T0, raisedAt: T0 },
    [{ at: T0, which: ['raised'] }],
  ],
  ['its beginning, whatever was made of it', { occurredAt: T1, firstSeenAt: T0 }, [{ at: T0, which: ['began'] }]],
])('a tool tells of a finding %s', (_, times, told) => {
  expect(toldTimes(found(times))).toEqual(told);
});
