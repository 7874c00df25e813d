import { expect, test } from '@jest/globals';
import { RULES, read, rule, utc } from '../../test/support/clocks.ts';
import type { RunningRule } from './rule.ts';

/** Worked deadlines of many laws: rule, start, zone, due, latest, and awareness where a second clock runs from it. */
type Example = [string, RunningRule, string, string, string, string, string?];

const berlin = 'Europe/Berlin';
const brussels = 'Europe/Brussels';
const newYork = 'America/New_York';
const gdpr96 = rule({ kind: 'eu-hours', hours: 96 });

test.each<Example>([
  ['an ordinary Tuesday', RULES.gdpr72, '2026-11-24T09:20+01:00', berlin, '2026-11-27T08:20Z', '2026-11-27T09:00Z'],
  ['on the hour', RULES.gdpr72, '2026-11-24T09:00+01:00', berlin, '2026-11-27T08:00Z', '2026-11-27T09:00Z'],
  ['Friday afternoon', RULES.gdpr72, '2026-11-20T16:30+01:00', berlin, '2026-11-23T15:30Z', '2026-11-23T16:00Z'],
  ['before the spring gap', RULES.gdpr72, '2026-03-29T01:30+01:00', berlin, '2026-04-01T00:30Z', '2026-04-01T01:00Z'],
  ['first 02:30 in autumn', RULES.gdpr72, '2026-10-25T02:30+02:00', berlin, '2026-10-28T00:30Z', '2026-10-28T01:00Z'],
  ['over Easter', RULES.gdpr72, '2026-04-02T18:05+02:00', berlin, '2026-04-05T16:05Z', '2026-04-05T17:00Z'],
  ['over New Year', RULES.gdpr72, '2026-12-31T23:10+01:00', 'Europe/Paris', '2027-01-03T22:10Z', '2027-01-03T23:00Z'],
  ['in Dublin', RULES.gdpr72, '2026-12-07T22:15+00:00', 'Europe/Dublin', '2026-12-10T22:15Z', '2026-12-10T23:00Z'],
  ['in New York', RULES.gdpr72, '2026-03-07T20:30-05:00', newYork, '2026-03-11T01:30Z', '2026-03-11T02:00Z'],
  ['in India', RULES.gdpr72, '2026-11-24T14:50+05:30', 'Asia/Kolkata', '2026-11-27T09:20Z', '2026-11-27T10:00Z'],
  ['CRA at Christmas', RULES.cra24, '2026-12-24T15:45+01:00', brussels, '2026-12-25T14:45Z', '2026-12-25T15:00Z'],
  ['CRA 14 days', RULES.cra14days, '2026-12-11T10:00+01:00', brussels, '2026-12-25T09:00Z', '2026-12-28T23:00Z'],
  ['NIS2 in a leap year', RULES.nis2Final, '2028-01-31T12:00+01:00', berlin, '2028-02-29T11:00Z', '2028-02-29T23:00Z'],
  ['NIS2 at Christmas', RULES.nis2Final, '2026-11-26T12:00+01:00', berlin, '2026-12-26T11:00Z', '2026-12-28T23:00Z'],
  [
    'DORA initial',
    RULES.doraInitial,
    '2026-11-24T14:30+01:00',
    berlin,
    '2026-11-24T17:30Z',
    '2026-11-24T18:00Z',
    '2026-11-24T08:10+01:00',
  ],
  [
    'DORA, classified late',
    RULES.doraInitial,
    '2026-11-26T15:20+01:00',
    berlin,
    '2026-11-26T18:20Z',
    '2026-11-26T19:00Z',
    '2026-11-24T08:10+01:00',
  ],
  ['DORA Sunday', RULES.doraIntermediate, '2026-11-26T17:00+01:00', berlin, '2026-11-29T16:00Z', '2026-11-30T11:00Z'],
  ['DORA final', RULES.doraFinal, '2026-10-30T17:00+01:00', berlin, '2026-11-30T16:00Z', '2026-11-30T23:00Z'],
  ['8-K', RULES.sec4days, '2026-11-23T15:00-05:00', newYork, '2026-11-30T22:30Z', '2026-11-30T22:30Z'],
  ['8-K on Thanksgiving', RULES.sec4days, '2026-11-26T10:00-05:00', newYork, '2026-12-02T22:30Z', '2026-12-02T22:30Z'],
  [
    'Brazil at Carnival',
    RULES.brazil3days,
    '2026-02-13T10:00-03:00',
    'America/Sao_Paulo',
    '2026-02-19T03:00Z',
    '2026-02-21T03:00Z',
  ],
  ['HIPAA log', RULES.hipaaYearly, '2026-06-10T09:00-04:00', newYork, '2027-03-02T05:00Z', '2027-03-02T05:00Z'],
  [
    'California',
    RULES.california30days,
    '2026-11-24T09:00-08:00',
    'America/Los_Angeles',
    '2026-12-25T08:00Z',
    '2026-12-25T08:00Z',
  ],
  [
    'Singapore',
    RULES.singapore3days,
    '2026-04-03T16:00+08:00',
    'Asia/Singapore',
    '2026-04-06T16:00Z',
    '2026-04-06T16:00Z',
  ],
  ['Indonesia', RULES.elapsed72, '2026-11-24T21:15+07:00', 'Asia/Jakarta', '2026-11-27T14:15Z', '2026-11-27T14:15Z'],
  ['CERT-In', RULES.elapsed6, '2026-11-24T21:15+05:30', 'Asia/Kolkata', '2026-11-24T21:45Z', '2026-11-24T21:45Z'],
  ['96 hours', gdpr96, '2026-11-24T09:20+01:00', berlin, '2026-11-28T08:20Z', '2026-11-28T09:00Z'],
])('%s', (_, of, start, zone, due, latest, ...[aware]) => {
  const other = aware === undefined ? null : utc(aware);
  expect(read(of, start, zone, { other })).toEqual([utc(due), utc(latest)]);
});
