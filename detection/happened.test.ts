import { expect, it } from '@jest/globals';
import { DAY_MS, plusMs } from '../domain/time.ts';
import { bothHappened, happenedAt } from './happened.ts';

const CAME = '2026-11-24T09:00:00.000Z';
const day = (n: number) => plusMs(CAME, -n * DAY_MS);
const NONE = { firstSeenAt: null, lastSeenAt: null, observedAt: null, updatedAt: null };

it.each<[string, Partial<Record<keyof typeof NONE, string>>, string, string]>([
  ['from when it began until it was last seen', { firstSeenAt: day(3), lastSeenAt: day(2) }, day(3), day(2)],
  ['when it began, where no end is known', { firstSeenAt: day(3), updatedAt: day(1) }, day(3), day(3)],
  ['when it was raised, where no beginning is known', { observedAt: day(3), lastSeenAt: day(2) }, day(3), day(2)],
  ['when it came in, where no time was read', {}, CAME, CAME],
  ['when it came in, where it is said to be to come', { firstSeenAt: day(-1), lastSeenAt: day(-300) }, CAME, CAME],
  ['until it came in, where only its end is to come', { firstSeenAt: day(1), lastSeenAt: day(-2) }, day(1), CAME],
  ['when it came in, where it is older than what is kept', { firstSeenAt: day(91), lastSeenAt: day(91) }, CAME, CAME],
  ['when it was last seen, where it began before that', { firstSeenAt: day(400), lastSeenAt: day(1) }, day(1), day(1)],
  ['once, where it ended before it began', { firstSeenAt: day(1), lastSeenAt: day(2) }, day(1), day(1)],
])('a finding happened %s', (_, times, first, last) => {
  expect(happenedAt({ ...NONE, ...times }, CAME, 90)).toEqual({ first, last });
});

it('a time is never too old where alerts are kept for good', () => {
  expect(happenedAt({ ...NONE, firstSeenAt: day(3_000) }, CAME, null).first).toBe(day(3_000));
});

it('a finding that comes again happened from its first time to its last, in whatever order they come', () => {
  const [old, late] = [
    { first: day(5), last: day(4) },
    { first: day(3), last: day(1) },
  ];
  expect(bothHappened(old, late)).toEqual({ first: day(5), last: day(1) });
  expect(bothHappened(late, old)).toEqual({ first: day(5), last: day(1) });
  expect(bothHappened(undefined, old)).toEqual(old);
});
