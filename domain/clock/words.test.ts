import { expect, test } from '@jest/globals';
import { dayOfIso, showDay } from './days.ts';
import { cite, clockTimeMs, count, showInstant } from './words.ts';

test.each([
  ['2026-11-24T08:20:00.000Z', '2026-11-24 08:20 UTC'],
  ['2026-11-24T08:20:30.000Z', '2026-11-24 08:20:30 UTC'],
  ['2026-11-24T08:20:00.500Z', '2026-11-24 08:20:00.500 UTC'],
  ['2026-11-24T08:00:10.000Z', '2026-11-24 08:00:10 UTC'],
])('%s is shown as %s', (instant, text) => {
  expect(showInstant(instant)).toBe(text);
});

test('one is singular', () => {
  expect([count(0, 'day'), count(1, 'day'), count(2, 'day')]).toEqual(['0 days', '1 day', '2 days']);
});

test('a clock time is counted from midnight', () => {
  expect(['00:00', '00:01', '17:30'].map(clockTimeMs)).toEqual([0, 60_000, 63_000_000]);
});

test('a citation says how far the Regulation itself carries', () => {
  expect((['eu', 'uk', 'national'] as const).map((under) => cite(under, 'Art. 3(4)'))).toEqual([
    'Regulation 1182/71, Art. 3(4)',
    'Regulation 1182/71, Art. 3(4), through UK law',
    'national law, here read like Regulation 1182/71, Art. 3(4)',
  ]);
});

test('every weekday and month has its name', () => {
  const shown = Array.from({ length: 12 }, (_, i) => showDay(dayOfIso(`2026-${String(i + 1).padStart(2, '0')}-15`)));
  expect(shown).toEqual([
    ...['Thu 15 Jan 2026', 'Sun 15 Feb 2026', 'Sun 15 Mar 2026', 'Wed 15 Apr 2026', 'Fri 15 May 2026'],
    ...['Mon 15 Jun 2026', 'Wed 15 Jul 2026', 'Sat 15 Aug 2026', 'Tue 15 Sep 2026', 'Thu 15 Oct 2026'],
    ...['Sun 15 Nov 2026', 'Tue 15 Dec 2026'],
  ]);
});
