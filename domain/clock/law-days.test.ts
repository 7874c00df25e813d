import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { DAY_MS, toInstant, toMs } from '../time.ts';
import { lawDaysOf } from './law-days.ts';
import { zonesOfPlace } from './place-zones.ts';
import { localDay } from './zones.ts';

const day = (each: string) => ({ earliest: each, latest: each });

test.each([
  ['JP', '2026-04-01T00:30:00+09:00', day('2026-04-01')],
  ['JP', '2026-03-31T23:59:00+09:00', day('2026-03-31')],
  ['US-CA', '2026-01-01T07:59:00Z', day('2025-12-31')],
  ['US-CA', '2026-01-01T08:00:00Z', day('2026-01-01')],
  ['US-TX', '2026-01-01T06:30:00Z', { earliest: '2025-12-31', latest: '2026-01-01' }],
  ['EU', '2026-09-10T20:00:00Z', { earliest: '2026-09-10', latest: '2026-09-11' }],
  ['EU', '2026-09-11T03:59:00Z', { earliest: '2026-09-10', latest: '2026-09-11' }],
  ['EU', '2026-09-11T04:00:00Z', day('2026-09-11')],
])('in %s, %s falls on %j', (place, at, expected) => {
  expect(lawDaysOf(place, toInstant(toMs(at)))).toEqual(expected);
});

test.each([
  ['a part of a country goes by the country', 'CA-ON', 'CA'],
  ['a state of the Union by the Union', 'DE', 'EU'],
])('%s where it has no zones of its own here', (_, part, whole) => {
  expect(zonesOfPlace(part)).toEqual(zonesOfPlace(whole));
});

test('a place without zones here has the earliest beginning and the latest end there are', () => {
  expect(lawDaysOf('AQ', '2026-03-01T10:00:00.000Z')).toEqual({ earliest: '2026-02-28', latest: '2026-03-02' });
});

const places = [...new Set(loadPolicy('policy').obligations.map(({ jurisdiction }) => jurisdiction))];

test('every place whose law is modelled has zones of its own', () => {
  const widest = zonesOfPlace('AQ');
  expect(places.filter((place) => zonesOfPlace(place).first === widest.first)).toEqual([]);
});

/** The zones of a country by the data of the runtime (CLDR), a second source. */
const runtimeZones = (country: string): string[] =>
  (new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones(): string[] | undefined }).getTimeZones() ?? [];

test.each(places.filter((place) => place.length === 2 && place !== 'EU'))(
  'no zone of %s is ahead of the first or behind the last, at midnight of any season',
  (place) => {
    const { first, last } = zonesOfPlace(place);
    for (let at = toMs('2019-01-01T00:00:00Z'); at < toMs('2027-01-01T00:00:00Z'); at += 30 * DAY_MS + 3_600_000) {
      const instant = toInstant(at);
      for (const zone of runtimeZones(place)) {
        expect(localDay(instant, zone)).toBeLessThanOrEqual(localDay(instant, first));
        expect(localDay(instant, zone)).toBeGreaterThanOrEqual(localDay(instant, last));
      }
    }
  },
);
