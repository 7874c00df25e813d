import { expect, test } from '@jest/globals';
import { RULES, rule, utc } from '../../test/support/clocks.ts';
import { computeClock } from './compute.ts';
import type { ClockOptions } from './reading.ts';
import type { RunningRule } from './rule.ts';

/** What a person reads who checks a deadline: the name of the rule and every step, one example per way of counting. */

const berlin = 'Europe/Berlin';

test.each<[string, RunningRule, string, ClockOptions, string, string[]]>([
  [
    'elapsed hours',
    RULES.elapsed6,
    '2026-11-24T21:15+05:30',
    {},
    'elapsed-hours-6',
    [
      'Starts at 2026-11-24 15:45 UTC.',
      'Due: 6 hours of elapsed time later, 2026-11-24 21:45 UTC. Nights, weekends, holidays and clock ' +
        'changes count.',
      'Latest: the same. This law has no rounding rule.',
    ],
  ],
  [
    'days that must hold two working days',
    RULES.eprivacy3days,
    '2026-11-27T10:00+01:00',
    { zone: berlin },
    'eu-days-3',
    [
      'Starts at 2026-11-27 09:00 UTC, which is Fri 27 Nov 2026 in Europe/Berlin; that day is not counted.',
      'Due: the same clock time 3 days later, 2026-11-30 09:00 UTC, whatever day that is.',
      'Latest: Mon 30 Nov 2026 is a working day (calendar eu:DE) (Regulation 1182/71, Art. 3(4)), whose ' +
        'last hour ends at 2026-11-30 23:00 UTC.',
      'Latest: the period must hold two working days (Regulation 1182/71, Art. 3(5)), so it runs to Tue 1 ' +
        'Dec 2026, which ends at 2026-12-01 23:00 UTC.',
    ],
  ],
  [
    'days through UK law',
    rule({ kind: 'eu-days', days: 3, under: 'uk' }),
    '2026-11-24T10:00+00:00',
    { zone: 'Europe/London' },
    'eu-days-3',
    [
      'Starts at 2026-11-24 10:00 UTC, which is Tue 24 Nov 2026 in Europe/London; that day is not counted.',
      'Due: the same clock time 3 days later, 2026-11-27 10:00 UTC, whatever day that is.',
      'Latest: Fri 27 Nov 2026 is a working day (calendar weekends) (Regulation 1182/71, Art. 3(4), through ' +
        'UK law), whose last hour ends at 2026-11-28 00:00 UTC.',
    ],
  ],
  [
    'months',
    RULES.nis2Final,
    '2026-11-26T12:00+01:00',
    { zone: berlin },
    'eu-months-1',
    [
      'Starts at 2026-11-26 11:00 UTC, which is Thu 26 Nov 2026 in Europe/Berlin.',
      "Due: the same clock time 1 month later, on the same-numbered day or the month's last, 2026-12-26 " +
        '11:00 UTC.',
      'Latest: skipping Sat 26 Dec 2026, Sun 27 Dec 2026 (calendar eu:DE) leads to Mon 28 Dec 2026 ' +
        '(national law, here read like Regulation 1182/71, Art. 3(2)(c) and 3(4)), ' +
        'whose last hour ends at 2026-12-28 23:00 UTC.',
    ],
  ],
  [
    'months without roll',
    rule({ kind: 'eu-months', months: 1, roll: 'none' }),
    '2026-11-26T12:00+01:00',
    { zone: berlin },
    'eu-months-1',
    [
      'Starts at 2026-11-26 11:00 UTC, which is Thu 26 Nov 2026 in Europe/Berlin.',
      "Due: the same clock time 1 month later, on the same-numbered day or the month's last, 2026-12-26 " +
        '11:00 UTC.',
      'Latest: Sat 26 Dec 2026 stands (Regulation 1182/71, Art. 3(2)(c)), whose last hour ends at ' +
        '2026-12-26 23:00 UTC.',
    ],
  ],
  [
    'calendar days from day 1',
    RULES.japan5days,
    '2026-11-24T10:00+09:00',
    {},
    'calendar-days-5',
    [
      'Starts at 2026-11-24 01:00 UTC, which is Tue 24 Nov 2026 in Asia/Tokyo; that day is day 1.',
      'Due: the end of day 5, Sat 28 Nov 2026: 2026-11-28 15:00 UTC. Weekends and holidays count.',
      'Latest: the same. A last day on a weekend or holiday is not moved.',
    ],
  ],
  [
    'calendar days that roll',
    RULES.japan30days,
    '2026-11-06T10:00+09:00',
    {},
    'calendar-days-30',
    [
      'Starts at 2026-11-06 01:00 UTC, which is Fri 6 Nov 2026 in Asia/Tokyo; that day is day 1.',
      'Due: the end of day 30, Sat 5 Dec 2026: 2026-12-05 15:00 UTC. Weekends and holidays count.',
      'Latest: skipping Sat 5 Dec 2026, Sun 6 Dec 2026 (calendar jp) leads to Mon 7 Dec 2026, which ends at ' +
        '2026-12-07 15:00 UTC.',
    ],
  ],
  [
    'calendar days from day 0',
    RULES.california30days,
    '2026-11-24T09:00-08:00',
    {},
    'calendar-days-30',
    [
      'Starts at 2026-11-24 17:00 UTC, which is Tue 24 Nov 2026 in America/Los_Angeles; that day is not ' + 'counted.',
      'Due: the end of day 30, Thu 24 Dec 2026: 2026-12-25 08:00 UTC. Weekends and holidays count.',
      'Latest: the same. A last day on a weekend or holiday is not moved.',
    ],
  ],
  [
    'business days to their end',
    RULES.brazil3days,
    '2026-02-13T10:00-03:00',
    {},
    'br-national-business-days-3',
    [
      'Starts at 2026-02-13 13:00 UTC, which is Fri 13 Feb 2026 in America/Sao_Paulo: day zero.',
      'Due: the end of business day 3, Wed 18 Feb 2026: 2026-02-19 03:00 UTC. Skipped (calendar ' +
        'br-national): 2 days of weekends.',
      'Latest: days off of contested standing are skipped too (Mon 16 Feb 2026 (Carnival), Tue 17 Feb 2026 ' +
        '(Carnival)), which makes it Fri 20 Feb 2026: 2026-02-21 03:00 UTC.',
    ],
  ],
  [
    'days after the year',
    RULES.hipaaYearly,
    '2026-06-10T09:00-04:00',
    {},
    'year-end-plus-60-days',
    [
      'Starts at 2026-06-10 13:00 UTC, which is Wed 10 Jun 2026 in America/New_York; the period runs from ' +
        'the end of that year.',
      'Due: the end of day 60 after Thu 31 Dec 2026, Mon 1 Mar 2027: 2027-03-02 05:00 UTC.',
      'Latest: the same. 60 days are counted whatever day the last one is.',
    ],
  ],
  [
    'at the event',
    rule({ kind: 'at-event' }),
    '2026-06-10T09:00-04:00',
    {},
    'at-event',
    ['Due, at the latest, at the event itself: 2026-06-10 13:00 UTC.'],
  ],
  [
    'the earlier of two, with relief',
    RULES.doraInitial,
    '2026-11-28T08:00+01:00',
    { zone: berlin, other: utc('2026-11-27T23:30+01:00') },
    'min(eu-hours-4, eu-hours-24) with weekend relief',
    [
      'Starts at 2026-11-28 07:00 UTC.',
      'Due: 4 hours of elapsed time later, 2026-11-28 11:00 UTC. Nights, weekends, holidays and clock ' +
        'changes count.',
      'Latest: the hour of the event is not counted (Regulation 1182/71, Art. 3(1)), so 4 hours run from ' +
        '2026-11-28 08:00 UTC to 2026-11-28 12:00 UTC.',
      'From the awareness: Starts at 2026-11-27 22:30 UTC.',
      'From the awareness: Due: 24 hours of elapsed time later, 2026-11-28 22:30 UTC. Nights, weekends, ' +
        'holidays and clock changes count.',
      'From the awareness: Latest: the hour of the event is not counted (Regulation 1182/71, Art. 3(1)), so ' +
        '24 hours run from 2026-11-27 23:00 UTC to 2026-11-28 23:00 UTC.',
      'The earlier of both counts: due 2026-11-28 11:00 UTC, latest 2026-11-28 12:00 UTC.',
      'Latest: Sat 28 Nov 2026 is a day off in Europe/Berlin (calendar eu:DE), so until 12:00 of Mon 30 Nov ' +
        '2026, the next working day: 2026-11-30 11:00 UTC.',
    ],
  ],
  [
    'the earlier of two, the second too long ago',
    RULES.doraInitial,
    '2026-11-26T15:20+01:00',
    { zone: berlin, other: utc('2026-11-24T08:10+01:00') },
    'min(eu-hours-4, eu-hours-24) with weekend relief',
    [
      'Starts at 2026-11-26 14:20 UTC.',
      'Due: 4 hours of elapsed time later, 2026-11-26 18:20 UTC. Nights, weekends, holidays and clock ' +
        'changes count.',
      'Latest: the hour of the event is not counted (Regulation 1182/71, Art. 3(1)), so 4 hours run from ' +
        '2026-11-26 15:00 UTC to 2026-11-26 19:00 UTC.',
      'The start comes more than 24 hours after the awareness (2026-11-24 07:10 UTC), so the clock from the ' +
        'awareness no longer counts.',
      'No relief on a weekend or holiday: Thu 26 Nov 2026 in Europe/Berlin is a working day (calendar ' + 'eu:DE).',
    ],
  ],
  [
    'no relief for an essential entity',
    RULES.doraIntermediate,
    '2026-11-26T17:00+01:00',
    { zone: berlin, entityKinds: ['essential-entity'] },
    'eu-hours-72 with weekend relief',
    [
      'Starts at 2026-11-26 16:00 UTC.',
      'Due: 72 hours of elapsed time later, 2026-11-29 16:00 UTC. Nights, weekends, holidays and clock ' +
        'changes count.',
      'Latest: the hour of the event is not counted (Regulation 1182/71, Art. 3(1)), so 72 hours run from ' +
        '2026-11-26 17:00 UTC to 2026-11-29 17:00 UTC.',
      "No relief on a weekend or holiday: the organisation is 'essential-entity'.",
    ],
  ],
  [
    'relief at Christmas',
    RULES.doraIntermediate,
    '2026-12-22T17:00+01:00',
    { zone: berlin },
    'eu-hours-72 with weekend relief',
    [
      'Starts at 2026-12-22 16:00 UTC.',
      'Due: 72 hours of elapsed time later, 2026-12-25 16:00 UTC. Nights, weekends, holidays and clock ' +
        'changes count.',
      'Latest: the hour of the event is not counted (Regulation 1182/71, Art. 3(1)), so 72 hours run from ' +
        '2026-12-22 17:00 UTC to 2026-12-25 17:00 UTC.',
      'Latest: Fri 25 Dec 2026 (Christmas Day) is a day off in Europe/Berlin (calendar eu:DE), so until ' +
        '12:00 of Mon 28 Dec 2026, the next working day: 2026-12-28 11:00 UTC.',
    ],
  ],
  [
    'a second clock for the alarm alone',
    RULES.malaysia72,
    '2026-11-24T09:00+08:00',
    { other: utc('2026-11-23T09:00+08:00') },
    'min(elapsed-hours-72, elapsed-hours-72)',
    [
      'Starts at 2026-11-24 01:00 UTC.',
      'Due: 72 hours of elapsed time later, 2026-11-27 01:00 UTC. Nights, weekends, holidays and clock ' +
        'changes count.',
      'Latest: the same. This law has no rounding rule.',
      'From the occurrence: Starts at 2026-11-23 01:00 UTC.',
      'From the occurrence: Due: 72 hours of elapsed time later, 2026-11-26 01:00 UTC. Nights, weekends, ' +
        'holidays and clock changes count.',
      'From the occurrence: Latest: the same. This law has no rounding rule.',
      'The earlier of both alarms: due 2026-11-26 01:00 UTC; latest stays 2026-11-27 01:00 UTC.',
    ],
  ],
  [
    'no number in the law',
    rule({ kind: 'soft-target', soft: 'at-once', wording: 'promptly', hours: 1 }),
    '2026-11-24T09:00:30+00:00',
    {},
    'soft-target-1',
    [
      'Starts at 2026-11-24 09:00:30 UTC.',
      'The law says "promptly" and names no number.',
      "The organisation's own target 'at-once' is 1 hour: 2026-11-24 10:00:30 UTC.",
    ],
  ],
  [
    'an order whose end is recorded',
    rule({ kind: 'set-elsewhere', by: 'order', soft: 'orders', hours: 48 }),
    '2026-11-24T09:00+00:00',
    { setTo: utc('2026-11-25T12:00+00:00') },
    'set-by-order',
    ['Starts at 2026-11-24 09:00 UTC.', 'Due: the end that the order sets, 2026-11-25 12:00 UTC.'],
  ],
  [
    'an order whose end is not',
    rule({ kind: 'set-elsewhere', by: 'order', soft: 'orders', hours: 48 }),
    '2026-11-24T09:00+00:00',
    {},
    'set-by-order',
    [
      'Starts at 2026-11-24 09:00 UTC.',
      'An order sets the period; its end is not recorded.',
      "The organisation's own target 'orders' is 48 hours: 2026-11-26 09:00 UTC.",
    ],
  ],
  [
    'a contract',
    rule({ kind: 'set-elsewhere', by: 'contract', soft: 'contracts', hours: 4 }),
    '2026-11-24T09:00+00:00',
    {},
    'set-by-contract',
    [
      'Starts at 2026-11-24 09:00 UTC.',
      'A contract sets the period; its end is not recorded.',
      "The organisation's own target 'contracts' is 4 hours: 2026-11-24 13:00 UTC.",
    ],
  ],
])('%s', (_, of, start, options, name, steps) => {
  expect(computeClock(of, utc(start), 1, options)).toMatchObject({ rule: name, steps });
});
