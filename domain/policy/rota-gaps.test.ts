import { expect, test } from '@jest/globals';
import { Rota } from './rota.ts';
import { uncoveredFrom } from './rota-gaps.ts';

const rota = Rota.parse({
  ...{ zone: 'Europe/Berlin', since: '2026-11-02', handOver: '09:00' },
  who: { north: { user: '1' }, south: { user: '2' }, weekend: { user: '3' } },
  shifts: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '09:00', weeks: ['north', 'south'] },
    { days: ['sat', 'sun'], from: '09:00', to: '09:00', weeks: ['weekend'] },
  ],
});
const WEDNESDAY = '2026-11-25T11:00:00.000Z';

test('nobody is missed where everybody can be told', () => {
  expect(uncoveredFrom(rota, new Set(), WEDNESDAY)).toEqual([]);
});

test('each span in which nobody on duty can be told begins and ends with its shift, by the wall', () => {
  expect(uncoveredFrom(rota, new Set(['weekend']), WEDNESDAY)).toEqual([
    { from: '2026-11-28T08:00:00.000Z', to: '2026-11-30T08:00:00.000Z' },
    { from: '2026-12-05T08:00:00.000Z', to: '2026-12-07T08:00:00.000Z' },
  ]);
  const inSpring = uncoveredFrom(rota, new Set(['weekend']), '2027-03-26T11:00:00.000Z');
  expect(inSpring[0]).toEqual({ from: '2027-03-27T08:00:00.000Z', to: '2027-03-29T07:00:00.000Z' });
});

test('what came before now on the same day is no end of it', () => {
  const nights = Rota.parse({
    ...{ zone: 'Europe/Berlin', since: '2026-11-02', handOver: '09:00' },
    who: { day: { user: '1' }, night: { user: '2' } },
    shifts: [
      { from: '08:00', to: '20:00', weeks: ['day'] },
      { from: '20:00', to: '08:00', weeks: ['night'] },
    ],
  });
  const [now, next] = uncoveredFrom(nights, new Set(['night']), '2026-11-25T20:00:00.000Z');
  expect(now).toEqual({ from: null, to: '2026-11-26T07:00:00.000Z' });
  expect(next).toEqual({ from: '2026-11-26T19:00:00.000Z', to: '2026-11-27T07:00:00.000Z' });
});

test('a turn counts up to the end of the two weeks, and no longer', () => {
  const ends = (from: string) => uncoveredFrom(rota, new Set(['weekend']), from).at(-1);
  // Saturday 09:00 by the wall is two weeks after Saturday 09:00.
  expect(ends('2026-11-28T08:00:00.000Z')).toEqual({ from: '2026-12-12T08:00:00.000Z', to: null });
  expect(ends('2026-11-28T07:59:59.999Z')?.from).toBe('2026-12-05T08:00:00.000Z');
});

test('one that runs already begins now, and one that outlasts two weeks has no end yet', () => {
  const [now] = uncoveredFrom(rota, new Set(['south']), WEDNESDAY);
  expect(now).toEqual({ from: null, to: '2026-11-28T08:00:00.000Z' });
  expect(uncoveredFrom(rota, new Set(['north', 'south', 'weekend']), WEDNESDAY)).toEqual([{ from: null, to: null }]);
});
