import { describe, expect, test } from '@jest/globals';
import { rule } from '../../test/support/clocks.ts';
import { InstantInput } from '../instant-input.ts';
import { HOUR_MS, type Instant, plusMs, toInstant, toMs } from '../time.ts';
import { checkScale, computeClock } from './compute.ts';

const HOURS_72 = rule({ kind: 'eu-hours', hours: 72 });
const TARGET_24 = rule({ kind: 'soft-target', soft: 'processor-to-controller', hours: 24 });
const utc = (text: string) => InstantInput.parse(text);

describe('72 hours under Regulation 1182/71', () => {
  test.each([
    ['in mid-hour', '2026-11-24T09:20:00+01:00', '2026-11-27T09:20:00+01:00', '2026-11-27T10:00:00+01:00'],
    ['exactly on the hour', '2026-11-24T09:00:00+01:00', '2026-11-27T09:00:00+01:00', '2026-11-27T10:00:00+01:00'],
    [
      'in the last minute of an hour',
      '2026-11-24T09:59:00+01:00',
      '2026-11-27T09:59:00+01:00',
      '2026-11-27T10:00:00+01:00',
    ],
    ['over a weekend', '2026-11-20T16:30:00+01:00', '2026-11-23T16:30:00+01:00', '2026-11-23T17:00:00+01:00'],
    ['into summer time', '2026-03-29T01:30:00+01:00', '2026-04-01T02:30:00+02:00', '2026-04-01T03:00:00+02:00'],
    [
      'first 02:30 of the night to winter time',
      '2026-10-25T02:30:00+02:00',
      '2026-10-28T01:30:00+01:00',
      '2026-10-28T02:00:00+01:00',
    ],
    [
      'second 02:30 of the night to winter time',
      '2026-10-25T02:30:00+01:00',
      '2026-10-28T02:30:00+01:00',
      '2026-10-28T03:00:00+01:00',
    ],
    ['over Easter', '2026-04-02T18:05:00+02:00', '2026-04-05T18:05:00+02:00', '2026-04-05T19:00:00+02:00'],
    ['over New Year', '2026-12-31T23:10:00+01:00', '2027-01-03T23:10:00+01:00', '2027-01-04T00:00:00+01:00'],
    ['recorded in UTC', '2026-12-07T22:15:00Z', '2026-12-10T22:15:00Z', '2026-12-10T23:00:00Z'],
    [
      'known in New York as clocks change',
      '2026-03-07T20:30:00-05:00',
      '2026-03-10T21:30:00-04:00',
      '2026-03-10T22:00:00-04:00',
    ],
    [
      'known in India, hours cut in UTC',
      '2026-11-24T14:50:00+05:30',
      '2026-11-27T14:50:00+05:30',
      '2026-11-27T15:30:00+05:30',
    ],
    ['over a leap day', '2028-02-28T10:01:00Z', '2028-03-02T10:01:00Z', '2028-03-02T11:00:00Z'],
  ])('aware %s', (_, aware, due, latest) => {
    const clock = computeClock(HOURS_72, utc(aware));
    expect(clock).toMatchObject({
      start: utc(aware),
      due: utc(due),
      latest: utc(latest),
      rule: 'eu-hours-72',
      basis: 'law',
    });
  });

  test('the steps name both readings', () => {
    expect(computeClock(HOURS_72, utc('2026-11-24T09:20:00+01:00')).steps).toEqual([
      'Starts at 2026-11-24 08:20 UTC.',
      'Due: 72 hours of elapsed time later, 2026-11-27 08:20 UTC. Nights, weekends, holidays and clock changes count.',
      'Latest: the hour of the event is not counted (Regulation 1182/71, Art. 3(1)), ' +
        'so 72 hours run from 2026-11-24 09:00 UTC to 2026-11-27 09:00 UTC.',
    ]);
  });

  test('96 hours are counted by the same rule', () => {
    const clock = computeClock(rule({ kind: 'eu-hours', hours: 96 }), utc('2026-11-24T09:20:00+01:00'));
    expect([clock.due, clock.latest]).toEqual([utc('2026-11-28T09:20:00+01:00'), utc('2026-11-28T10:00:00+01:00')]);
  });
});

test('a soft target is policy, not law: it has no latest reading', () => {
  const clock = computeClock(TARGET_24, '2026-11-24T08:20:00.000Z');
  expect(clock).toMatchObject({
    due: '2026-11-25T08:20:00.000Z',
    latest: null,
    basis: 'policy',
    rule: 'soft-target-24',
  });
  expect(clock.steps.join(' ')).toContain("The organisation's own target 'processor-to-controller' is 24 hours");
});

describe('for any start from 2024 to 2030', () => {
  const starts = someInstants(2_000);
  test.each([1, 7, 4_320])(
    'at pace %s: due after start, latest within one hour after due, never before it',
    (scale) => {
      for (const start of starts) {
        const { due, latest } = computeClock(HOURS_72, start, scale);
        expect(toMs(due) - toMs(start)).toBe(Math.floor((72 * HOUR_MS) / scale));
        const grace = toMs(latest ?? '') - toMs(due);
        expect(grace).toBeGreaterThanOrEqual(0);
        expect(grace).toBeLessThanOrEqual(Math.ceil(HOUR_MS / scale));
      }
    },
  );

  test.each([1, 7, 4_320])('at pace %s: an earlier awareness moves no clock later', (scale) => {
    for (const start of starts) {
      for (const earlier of [1, 59_999, 1_800_000, HOUR_MS, 100 * HOUR_MS].map((ms) => plusMs(start, -ms))) {
        const [a, b] = [computeClock(HOURS_72, earlier, scale), computeClock(HOURS_72, start, scale)];
        expect(a.due < b.due).toBe(true);
        expect((a.latest ?? '') <= (b.latest ?? '')).toBe(true);
      }
    }
  });
});

describe('an exercise', () => {
  test('counts everything from its start at its pace, and says so', () => {
    const clock = computeClock(HOURS_72, '2026-11-24T08:20:00.000Z', 4_320);
    expect([clock.due, clock.latest]).toEqual(['2026-11-24T08:21:00.000Z', '2026-11-24T08:21:00.555Z']);
    expect(clock.steps.at(-1)).toBe(
      'Exercise: time runs 4320 times faster, which gives due 2026-11-24 08:21 UTC, ' +
        'latest 2026-11-24 08:21:00.555 UTC.',
    );
  });

  test('at pace 1 is the plain law, byte for byte', () => {
    const start = '2026-11-24T08:20:00.000Z';
    expect(JSON.stringify(computeClock(HOURS_72, start, 1))).toBe(JSON.stringify(computeClock(HOURS_72, start)));
  });

  test.each([0, 0.5, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the pace %s', (scale) => {
    expect(() => checkScale(scale)).toThrow(expect.objectContaining({ code: 'bad-input', field: 'scale' }));
  });

  test('its pace has an upper bound, which the message names', () => {
    for (const scale of [1, 4_320, 1_000_000]) expect(() => checkScale(scale)).not.toThrow();
    expect(() => checkScale(1_000_001)).toThrow('The scale of an exercise is a number from 1 to 1000000, not 1000001.');
  });

  test('of a duty without a latest reading names the alarm alone', () => {
    expect(computeClock(TARGET_24, '2026-11-24T08:20:00.000Z', 1_440).steps.at(-1)).toBe(
      'Exercise: time runs 1440 times faster, which gives due 2026-11-24 08:21 UTC.',
    );
  });
});

/** Instants spread by a fixed multiplicative sequence, so that a failure can be repeated. */
function someInstants(number: number): Instant[] {
  const from = Date.UTC(2024, 0, 1);
  const span = Date.UTC(2031, 0, 1) - from;
  return Array.from({ length: number }, (_, i) => toInstant(from + ((i * 2_654_435_761 + i * i * 40_503) % span)));
}
