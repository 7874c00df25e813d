import { describe, expect, test } from '@jest/globals';
import { rule } from '../../test/support/clocks.ts';
import { calendarOfZone, zoneOf, zoneOfState } from './place.ts';

/** A zone without its state would lose the holidays of that state, and with them time that the law gives. */
const ZONES = `
  AT Europe/Vienna · BE Europe/Brussels · BG Europe/Sofia · CY Asia/Nicosia · CY Asia/Famagusta · CY Europe/Nicosia ·
  CZ Europe/Prague · DE Europe/Berlin · DE Europe/Busingen · DK Europe/Copenhagen · EE Europe/Tallinn ·
  ES Europe/Madrid · ES Atlantic/Canary · ES Africa/Ceuta · FI Europe/Helsinki · FI Europe/Mariehamn ·
  FR Europe/Paris · GR Europe/Athens · HR Europe/Zagreb · HU Europe/Budapest · IE Europe/Dublin ·
  IS Atlantic/Reykjavik · IT Europe/Rome · LI Europe/Vaduz · LT Europe/Vilnius · LU Europe/Luxembourg ·
  LV Europe/Riga · MT Europe/Malta · NL Europe/Amsterdam · NO Europe/Oslo · NO Arctic/Longyearbyen ·
  PL Europe/Warsaw · PT Europe/Lisbon · PT Atlantic/Madeira · PT Atlantic/Azores · RO Europe/Bucharest ·
  SE Europe/Stockholm · SI Europe/Ljubljana · SK Europe/Bratislava`;

test.each(ZONES.split('·').map((pair) => pair.trim().split(' ') as [string, string]))(
  'holidays of %s count in %s, however the zone is written',
  (state, zone) => {
    expect([zone, zone.toLowerCase(), zone.toUpperCase()].map(calendarOfZone)).toEqual(Array(3).fill(`eu:${state}`));
  },
);

test.each(['Europe/London', 'Europe/Zurich', 'America/New_York', 'UTC'])('in %s weekends alone count', (zone) => {
  expect(calendarOfZone(zone)).toBe('weekends');
});

describe('days are read', () => {
  const own = 'America/New_York';
  const places = { zone: 'Asia/Tokyo', homeZone: 'Europe/Berlin' };
  const eightK = { kind: 'business-days', days: 4, calendar: 'us-federal', zone: own };
  const days = { kind: 'eu-days', days: 3 };
  const both = (period: object) => ({ kind: 'minimum', own: period, other: { startsFrom: 'payment', rule: period } });
  test.each<[string, Parameters<typeof rule>[0], string[]]>([
    ['business days with a cut-off', { ...eightK, cutOff: '17:30' }, [own, own, own]],
    ['business days without one', eightK, ['Asia/Tokyo', own, own]],
    ['days', days, ['Asia/Tokyo', 'Europe/Berlin', 'UTC']],
    ['days of a zone', { ...days, zone: own }, ['Asia/Tokyo', own, own]],
    ['months of a zone', { kind: 'eu-months', months: 1, zone: own }, ['Asia/Tokyo', own, own]],
    ['calendar days of a zone', { kind: 'calendar-days', days: 5, zone: own }, ['Asia/Tokyo', own, own]],
    ['days after a year in a zone', { kind: 'year-end', days: 60, zone: own }, ['Asia/Tokyo', own, own]],
    ['hours', { kind: 'elapsed-hours', hours: 72 }, ['Asia/Tokyo', 'Europe/Berlin', 'UTC']],
    ['the earlier of two, by its own', both({ ...days, zone: own }), ['Asia/Tokyo', own, own]],
    ['the earlier of two hours', both({ kind: 'eu-hours', hours: 4 }), ['Asia/Tokyo', 'Europe/Berlin', 'UTC']],
    ['a relief with a zone', { kind: 'weekend-relief', of: days, zone: own }, ['Asia/Tokyo', own, own]],
    ['a relief, by what it relieves', { kind: 'weekend-relief', of: { ...days, zone: own } }, ['Asia/Tokyo', own, own]],
    ['a relief of days', { kind: 'weekend-relief', of: days }, ['Asia/Tokyo', 'Europe/Berlin', 'UTC']],
  ])('%s: in the zone asked for, the rule’s, the organisation’s', (_, written, zones) => {
    const of = rule(written);
    const { homeZone } = places;
    expect([zoneOf(of, places), zoneOf(of, { homeZone }), zoneOf(of, {})]).toEqual(zones);
  });
});

test('the zone of a state is that of its capital, of the European Economic Area alone', () => {
  expect(['ES', 'NO', 'DE', 'GB', 'US', ''].map(zoneOfState)).toEqual([
    'Europe/Madrid',
    'Europe/Oslo',
    'Europe/Berlin',
    ...[null, null, null],
  ]);
});
