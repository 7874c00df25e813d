import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { dayOfIso } from './days.ts';
import { atClockTime, clockTimeOf, endOfDay, localDay, startOfDay } from './zones.ts';

const at = (time: string) => {
  const [h = 0, m = 0] = time.split(':').map(Number);
  return h * HOUR_MS + m * MINUTE_MS;
};

describe('clock times', () => {
  test.each([
    ['an ordinary one', '2026-11-24', '09:20', 'Europe/Berlin', '2026-11-24T08:20:00.000Z'],
    ['one that occurs twice is the earlier', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['just before the repeated hour', '2026-10-25', '01:59', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
    ['just after it', '2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['one that is jumped over is the jump', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['just before the jump', '2026-03-29', '01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['twice in New York, a week later', '2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['jumped over in New York', '2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['in a half-hour zone', '2026-11-24', '00:00', 'Asia/Kolkata', '2026-11-23T18:30:00.000Z'],
    ['in a quarter-hour zone', '2026-11-24', '00:00', 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z'],
    ['half an hour of summer time', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['far east of the date line', '2026-01-01', '00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['far west of it', '2026-12-31', '23:59', 'Pacific/Pago_Pago', '2027-01-01T10:59:00.000Z'],
    ['Ramadan in Morocco', '2026-02-20', '12:00', 'Africa/Casablanca', '2026-02-20T12:00:00.000Z'],
  ])('%s', (_, day, time, zone, instant) => {
    expect(atClockTime(dayOfIso(day), at(time), zone)).toBe(instant);
  });

  test('a day that begins with a jump begins at the jump', () => {
    expect(startOfDay(dayOfIso('2026-09-06'), 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
    expect(endOfDay(dayOfIso('2026-09-05'), 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  test('clocks may change in the night of New Year', () => {
    const zone = 'Africa/Sao_Tome'; // From UTC+1 to UTC at 02:00 on 1 January 2019, and the other way a year before.
    expect(endOfDay(dayOfIso('2018-12-31'), zone)).toBe('2018-12-31T23:00:00.000Z');
    expect(endOfDay(dayOfIso('2019-01-01'), zone)).toBe('2019-01-02T00:00:00.000Z');
    expect(endOfDay(dayOfIso('2017-12-31'), zone)).toBe('2018-01-01T00:00:00.000Z');
    expect(endOfDay(dayOfIso('2018-01-01'), zone)).toBe('2018-01-01T23:00:00.000Z');
  });

  test('a place may leave out a whole day', () => {
    const zone = 'Pacific/Apia'; // 30 December 2011.
    expect(localDay('2011-12-30T09:59:59.999Z', zone)).toBe(dayOfIso('2011-12-29'));
    expect(localDay('2011-12-30T10:00:00.000Z', zone)).toBe(dayOfIso('2011-12-31'));
    expect(atClockTime(dayOfIso('2011-12-30'), at('12:00'), zone)).toBe('2011-12-30T10:00:00.000Z');
  });

  test('a repeated hour is read as the time its second pass shows', () => {
    const zone = 'Europe/Berlin';
    expect(clockTimeOf('2026-10-24T23:59:00.000Z', zone)).toBe(at('01:59'));
    expect(clockTimeOf('2026-10-25T00:50:00.000Z', zone)).toBe(at('02:00'));
    expect(clockTimeOf('2026-10-25T01:10:00.000Z', zone)).toBe(at('02:10'));
    expect(clockTimeOf('2026-10-25T02:00:00.000Z', zone)).toBe(at('03:00'));
  });
});

test.each([
  // At midnight clocks go back to 23:00 of the same day.
  ['2026-04-05T02:59:59.999Z', 'America/Santiago', '2026-04-04'],
  ['2026-04-05T03:00:00.000Z', 'America/Santiago', '2026-04-04'],
  ['2026-04-05T04:00:00.000Z', 'America/Santiago', '2026-04-05'],
  ['2026-11-24T23:30:00.000Z', 'Europe/Berlin', '2026-11-25'],
  ['2026-11-24T22:59:59.999Z', 'Europe/Berlin', '2026-11-24'],
  ['2026-11-24T18:30:00.000Z', 'Asia/Kolkata', '2026-11-25'],
  ['2026-12-31T23:59:59.000Z', 'America/New_York', '2026-12-31'],
  ['2027-01-01T04:59:59.000Z', 'America/New_York', '2026-12-31'],
  ['2027-01-01T05:00:00.000Z', 'America/New_York', '2027-01-01'],
  ['2026-06-30T12:00:00.000Z', 'Pacific/Kiritimati', '2026-07-01'],
])('%s in %s falls on %s', (instant, zone, day) => {
  expect(localDay(instant, zone)).toBe(dayOfIso(day));
});

test('every instant is found again from its day and clock time, in every zone', () => {
  // Hours that occur twice are left out: there the earlier of two instants is meant.
  const instants = ['2024-02-29T12:00:00.000Z', '2026-07-01T15:30:00.000Z', '2030-12-31T22:15:00.000Z'];
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    for (const instant of instants) {
      expect([zone, atClockTime(localDay(instant, zone), clockTimeOf(instant, zone), zone)]).toEqual([zone, instant]);
    }
  }
});
