import { describe, expect, test } from '@jest/globals';
import { ENTITY_KINDS } from '../entities.ts';
import { type BusinessDays, ClockRule, PROMPT_WORDS } from './rule.ts';
import { ClockStart, START_EVENTS } from './start.ts';

const sec = { kind: 'business-days', days: 4, calendar: 'us-federal', zone: 'America/New_York' };
const hours72 = { kind: 'eu-hours', hours: 72 };
const minimum = { kind: 'minimum', own: hours72, other: { startsFrom: 'awareness', rule: hours72 } };
const target = { kind: 'soft-target', soft: 'processor-to-controller' };
const refused = (written: object) => !ClockRule.safeParse(written).success;
const messages = (written: object) =>
  ClockRule.safeParse(written).error?.issues.map(({ path, message }) => [path, message]);

describe('a period has bounds that no law leaves', () => {
  test.each([
    ['hours', { kind: 'elapsed-hours' }, 1, 8_784],
    ['days', { kind: 'calendar-days' }, 1, 732],
    ['months', { kind: 'eu-months' }, 1, 24],
  ])('%s', (unit, rest, least, most) => {
    const ok = [least, most].filter((number) => !refused({ ...rest, [unit]: number }));
    expect(ok).toEqual([least, most]);
    for (const number of [least - 1, most + 1, -1, 1.5]) expect(refused({ ...rest, [unit]: number })).toBe(true);
  });
});

describe('what is left out is read as the plain case', () => {
  test.each([
    ['Regulation 1182/71 applies directly', hours72, { under: 'eu' }],
    ['days of it, too', { kind: 'eu-days', days: 3 }, { under: 'eu' }],
    ['months roll', { kind: 'eu-months', months: 1 }, { under: 'eu', roll: 'next-business-day' }],
    [
      'calendar days start at day 0 and do not roll',
      { kind: 'calendar-days', days: 3 },
      { startDayCounts: false, roll: 'none' },
    ],
    ['a second clock bounds both readings', minimum, { bounds: 'both' }],
    ['relief until noon for everybody', { kind: 'weekend-relief', of: hours72 }, { until: '12:00', notFor: [] }],
    ['without undue delay', target, { wording: 'without undue delay' }],
  ])('%s', (_, written, read) => {
    const rule = ClockRule.parse(written);
    expect(rule).toMatchObject(read);
    expect(ClockRule.parse(rule)).toEqual(rule);
  });
});

test.each(['00:00', '09:05', '17:30', '19:59', '23:59'])('a cut-off can be %s', (cutOff) => {
  expect((ClockRule.parse({ ...sec, cutOff }) as BusinessDays).cutOff).toBe(cutOff);
});

test.each([
  '24:00',
  '7:30',
  '17:60',
  '17:3',
  '117:30',
  '17:300',
  '17.30',
  'aa:30',
  '1a:30',
  '2a:00',
  '17:a0',
  '17:3a',
  '',
])("'%s' is no cut-off", (cutOff) => {
  expect(messages({ ...sec, cutOff })).toEqual([[['cutOff'], 'a clock time such as 17:30']]);
});

test.each(['a', '9', 'first-report', 'a'.repeat(64)])("'%s' can name a target or an obligation", (name) => {
  expect(refused({ ...target, soft: name })).toBe(false);
  expect(ClockStart.safeParse({ filed: name }).success).toBe(true);
});

test.each(['', '-a', 'A', 'a_b', 'a b', 'a\n', ' a', 'a'.repeat(65)])("'%s' cannot", (name) => {
  expect(messages({ ...target, soft: name })).toEqual([
    [['soft'], 'lower-case letters, digits and dashes, at most 64, not `constructor`'],
  ]);
  expect(ClockStart.safeParse({ filed: name }).success).toBe(false);
});

test('a zone has an IANA name', () => {
  expect(refused({ ...sec, zone: 'UTC' })).toBe(false);
  expect(messages({ ...sec, zone: 'EST' })).toEqual([[['zone'], 'an IANA time zone such as Europe/Berlin']]);
});

test('a period that rolls names its calendar', () => {
  const rolls = { kind: 'calendar-days', days: 30, roll: 'next-business-day' };
  expect(messages(rolls)).toEqual([[['calendar'], 'a period that rolls names the calendar it rolls in']]);
  expect(refused({ ...rolls, calendar: 'jp' })).toBe(false);
});

test('a clock starts from an event of the laws or from a filing, and the message lists them', () => {
  for (const event of START_EVENTS) expect(ClockStart.parse(event)).toBe(event);
  expect(ClockStart.safeParse('birthday').error?.issues[0]?.message).toBe(
    `one of ${START_EVENTS.join(', ')}, or { filed: <obligation>, version: first or latest }`,
  );
  expect(ClockStart.safeParse({ filed: 'a', and: 'b' }).success).toBe(false);
});

test('who gets no relief, and the words for speed, are closed lists', () => {
  expect(refused({ kind: 'weekend-relief', of: hours72, notFor: [...ENTITY_KINDS] })).toBe(false);
  expect(refused({ kind: 'weekend-relief', of: hours72, notFor: ['bank'] })).toBe(true);
  for (const wording of PROMPT_WORDS) expect(refused({ ...target, wording })).toBe(false);
  expect(refused({ ...target, wording: 'soon' })).toBe(true);
});

test('a duty without a clock says why', () => {
  const reason = (text: string) => ({ kind: 'no-clock', reason: text });
  expect(['An entry.', ' An entry. ', 'x'.repeat(601)].map((text) => refused(reason(text)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['A register', 'x'.repeat(600), ` ${'x'.repeat(600)} `].map((text) => refused(reason(text)))).toEqual([
    false,
    false,
    false,
  ]);
});

test.each([
  ['eu-hours', { ...hours72, day: 1 }],
  ['elapsed-hours', { kind: 'elapsed-hours', hours: 6, day: 1 }],
  ['eu-days', { kind: 'eu-days', days: 3, hours: 1 }],
  ['eu-months', { kind: 'eu-months', months: 1, hours: 1 }],
  ['calendar-days', { kind: 'calendar-days', days: 3, hours: 1 }],
  ['business-days', { ...sec, hours: 1 }],
  ['year-end', { kind: 'year-end', days: 60, hours: 1 }],
  ['at-event', { kind: 'at-event', hours: 1 }],
  ['minimum', { ...minimum, hours: 1 }],
  ['weekend-relief', { kind: 'weekend-relief', of: hours72, hours: 1 }],
  ['set-elsewhere', { kind: 'set-elsewhere', by: 'order', soft: 'orders', hours: 1 }],
  ['a zone that does not exist', { ...sec, zone: 'America/Gotham' }],
  ['an abbreviation', { ...sec, zone: 'EST' }],
  ['a bare offset', { ...sec, zone: '+01:00' }],
])('a field that %s does not know, or a value it cannot have, is refused', (_, written) => {
  expect(refused(written)).toBe(true);
});
