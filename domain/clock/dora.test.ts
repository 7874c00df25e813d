import { describe, expect, test } from '@jest/globals';
import { RULES, read, rule, utc } from '../../test/support/clocks.ts';
import { computeClock, otherStartOf } from './compute.ts';

/** RTS (EU) 2025/301, Art. 5, and other rules with two clocks. */

const berlin = 'Europe/Berlin';

describe('the initial report', () => {
  test.each([
    [
      'four hours count first',
      '2026-11-24T08:10+01:00',
      '2026-11-24T14:30+01:00',
      '2026-11-24T17:30Z',
      '2026-11-24T18:00Z',
    ],
    [
      '24 hours count first',
      '2026-11-24T08:10+01:00',
      '2026-11-25T07:00+01:00',
      '2026-11-25T07:10Z',
      '2026-11-25T08:00Z',
    ],
    [
      'classified exactly at 24 hours: due at once',
      '2026-11-24T08:10+01:00',
      '2026-11-25T08:10+01:00',
      '2026-11-25T07:10Z',
      '2026-11-25T08:00Z',
    ],
    [
      'one second later only four hours count',
      '2026-11-24T08:10:00+01:00',
      '2026-11-25T08:10:01+01:00',
      '2026-11-25T11:10:01Z',
      '2026-11-25T12:00Z',
    ],
    // The period is cut to Saturday noon, and Monday noon may be used.
    ['on a Saturday', '2026-11-27T23:30+01:00', '2026-11-28T08:00+01:00', '2026-11-28T11:00Z', '2026-11-30T11:00Z'],
    // The last hour of the period is the last of Friday: no day off, no relief.
    [
      'at Friday midnight',
      '2026-11-27T10:00+01:00',
      '2026-11-27T19:30+01:00',
      '2026-11-27T22:30Z',
      '2026-11-27T23:00Z',
    ],
    ['at Christmas', '2026-12-24T22:00+01:00', '2026-12-24T23:00+01:00', '2026-12-25T02:00Z', '2026-12-28T11:00Z'],
  ])('%s', (_, aware, classified, due, latest) => {
    expect(read(RULES.doraInitial, classified, berlin, { other: utc(aware) })).toEqual([utc(due), utc(latest)]);
  });

  test('awareness not recorded: four hours alone, and the steps say so', () => {
    const clock = computeClock(RULES.doraInitial, utc('2026-11-24T14:30+01:00'), 1, { zone: berlin });
    expect(clock.due).toBe(utc('2026-11-24T18:30+01:00'));
    expect(clock.steps.join(' ')).toContain('A second clock from the awareness would count too; that is not recorded.');
    expect(otherStartOf(RULES.doraInitial)).toBe('awareness');
    expect(otherStartOf(RULES.gdpr72)).toBeNull();
  });
});

test('a clock that combines others is law', () => {
  const basis = [RULES.doraIntermediate, RULES.vermontAg].map((of) => computeClock(of, utc('2026-11-24T09:00Z')).basis);
  expect(basis).toEqual(['law', 'law']);
});

describe('weekend relief', () => {
  const sunday = '2026-11-26T17:00+01:00';
  test.each([
    'credit-institution',
    'central-counterparty',
    'trading-venue',
    'essential-entity',
    'important-entity',
    'financial-entity-without-relief',
  ] as const)('is not for a %s', (kind) => {
    expect(read(RULES.doraIntermediate, sunday, berlin, { entityKinds: [kind] })).toEqual([
      utc('2026-11-29T16:00Z'),
      utc('2026-11-29T17:00Z'),
    ]);
  });

  test('of the final report is for everybody and replaces the end of the next working day', () => {
    const saturday = '2026-10-28T17:00+01:00';
    expect(read(RULES.doraFinal, saturday, berlin, { entityKinds: ['credit-institution'] })).toEqual([
      utc('2026-11-28T16:00Z'),
      utc('2026-11-30T11:00Z'),
    ]);
  });

  test('goes by the bank holidays of the entity, not of the authority', () => {
    const holyThursday = '2026-12-05T17:00+01:00'; // 72 h later: Tuesday 8 December, a holiday in Austria.
    expect(read(RULES.doraIntermediate, holyThursday, berlin)[1]).toBe(utc('2026-12-08T17:00Z'));
    const austria = { entityCalendar: 'eu:AT', authorityCalendar: 'eu:DE' };
    expect(read(RULES.doraIntermediate, holyThursday, berlin, austria)[1]).toBe(utc('2026-12-09T11:00Z'));
  });
});

describe('two clocks', () => {
  test('Vermont: 14 business days, or the notice to consumers if that is earlier', () => {
    const zone = 'America/New_York';
    const found = '2026-11-24T09:00-05:00'; // Thanksgiving is skipped; the day after it counts.
    expect(read(RULES.vermontAg, found, zone)[0]).toBe(utc('2026-12-16T05:00Z'));
    const notice = utc('2026-12-01T15:00-05:00');
    expect(read(RULES.vermontAg, found, zone, { other: notice })).toEqual([notice, notice]);
    expect(computeClock(RULES.vermontAg, utc(found), 1, { other: notice }).steps).toContain(
      'From the consumer notice: Due, at the latest, at the event itself: 2026-12-01 20:00 UTC.',
    );
    expect(read(RULES.vermontAg, found, zone, { other: utc('2027-01-04T15:00Z') })[0]).toBe(utc('2026-12-16T05:00Z'));
  });

  test('Malaysia: the occurrence moves the alarm alone, and never before the start', () => {
    const aware = '2026-11-24T09:00+08:00';
    const other = (text: string) => ({ other: utc(text) });
    expect(read(RULES.malaysia72, aware, 'UTC', other('2026-11-23T09:00+08:00'))).toEqual([
      utc('2026-11-26T09:00+08:00'),
      utc('2026-11-27T09:00+08:00'),
    ]);
    expect(read(RULES.malaysia72, aware, 'UTC', other('2026-11-01T09:00+08:00'))[0]).toBe(utc(aware));
  });

  test('a second clock may start from a filing', () => {
    const of = rule({
      kind: 'minimum',
      own: { kind: 'elapsed-hours', hours: 48 },
      other: { startsFrom: { filed: 'first-report' }, rule: { kind: 'elapsed-hours', hours: 24 } },
    });
    const { due, steps } = computeClock(of, utc('2026-11-24T09:00Z'), 1, { other: utc('2026-11-24T10:00Z') });
    expect(due).toBe(utc('2026-11-25T10:00Z'));
    expect(steps.join(' ')).toContain('From the filing of first-report: Starts at 2026-11-24 10:00 UTC.');
  });
});
