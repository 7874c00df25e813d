import { describe, expect, test } from '@jest/globals';
import { readVeris } from './facts.ts';
import { VerisRecord } from './record.ts';
import { timeOf } from './times.ts';

const read = (timeline: object, notification?: object) =>
  readVeris(VerisRecord.parse({ action: {}, timeline, plus: { timeline: { notification } } }));
const day = (year: number, month: number, of: number) => ({ year, month, day: of });

describe('when it was found', () => {
  test.each([
    [{ unit: 'Days', value: 3 }, '2019-08-29T00:00:00.000Z'],
    [{ unit: 'Hours', value: 30 }, '2019-08-27T06:00:00.000Z'],
    [{ unit: 'Minutes', value: 5 }, '2019-08-26T00:05:00.000Z'],
    [{ unit: 'Seconds', value: 1 }, '2019-08-26T00:00:01.000Z'],
    [{ unit: 'Days', value: '3' }, '2019-08-29T00:00:00.000Z'],
  ])('%j after a day that is known, clocks start', (discovery, at) => {
    const { facts, unknown } = read({ incident: day(2019, 8, 26), discovery });
    expect(facts).toMatchObject({ awareness: at, events: { occurrence: '2019-08-26T00:00:00.000Z', discovery: at } });
    expect(unknown.join(' ')).not.toContain('no clock runs until it is given');
  });

  test.each<[object, object, string]>([
    [day(2019, 8, 26), { unit: 'Weeks', value: 2 }, 'Found 2 weeks after it happened: on 2019-09-09, or about then.'],
    [day(2019, 8, 31), { unit: 'Months', value: 1 }, 'Found 1 month after it happened: on 2019-09-30, or about then.'],
    [
      { year: 2019 },
      { unit: 'Days', value: 3 },
      'Found 3 days after it happened: in the time from 2019-01-04 to 2020-01-03',
    ],
    [{ year: 2017 }, { unit: 'Years', value: 1 }, 'Found 1 year after it happened: in 2018, or about then.'],
  ])('%j and %j: about when, and no clock starts', (incident, discovery, says) => {
    const { facts, read: lines, unknown } = read({ incident, discovery });
    expect(lines.join(' ')).toContain(says);
    expect(facts).not.toHaveProperty('awareness');
    expect(unknown).toContain('When the victim became aware; no clock runs until it is given.');
  });

  test.each<[object, string]>([
    [{ incident: day(2019, 8, 26), discovery: { unit: 'Days' } }, 'After how many days the victim found it.'],
    [{ incident: day(2019, 8, 26), discovery: { unit: 'Days', value: -1 } }, 'The number in the record cannot be one.'],
    [
      { discovery: { unit: 'Days', value: 3 } },
      'When it was found: found 3 days after it happened, which is not known.',
    ],
    [{ incident: day(2190, 8, 26), discovery: { unit: 'Years', value: 90 } }, 'no year has a day so far ahead'],
    [{ incident: { year: 12 } }, 'When it happened; there is no ?.'],
    [{ incident: { year: 2019, month: 13 } }, 'only 2019 is known; there is no 2019-?.'],
  ])('%j leaves open', (timeline, says) => {
    const { facts, unknown } = read(timeline);
    expect(unknown.join(' ')).toContain(says);
    expect(facts).not.toHaveProperty('awareness');
  });

  test.each(['constructor', 'Never', 'NA', 'Unknown'])('a unit %j says nothing', (unit) => {
    expect(read({ incident: day(2019, 8, 26), discovery: { unit, value: 1 } }).facts).not.toHaveProperty('awareness');
  });
});

describe('when somebody was told', () => {
  test('is said, and meets no duty', () => {
    const { read: lines, unknown } = read({ incident: { year: 2013 } }, day(2013, 8, 4));
    expect(lines).toContain('The victim told somebody of it on 2013-08-04.');
    expect(unknown).toContain('Who was notified, and of what: no duty counts as met by it.');
    expect(read({}, { year: 2013, month: 8 }).read).toContain('The victim told somebody of it in 2013-08.');
  });

  test('before it was found, the finding is not known', () => {
    const { facts, unknown } = read(
      { incident: day(2015, 4, 15), discovery: { unit: 'Years', value: 1 } },
      day(2015, 6, 4),
    );
    expect(facts).not.toHaveProperty('awareness');
    expect(unknown.join(' ')).toContain('the victim told of it before');
  });
});

test.each<[string, object, object | undefined, string | null]>([
  [
    'the day on which it was found',
    { incident: day(2018, 5, 24), discovery: { unit: 'Days', value: 1 } },
    undefined,
    '2018-05-25',
  ],
  [
    'about the day on which it was found',
    { incident: day(2017, 5, 1), discovery: { unit: 'Years', value: 1 } },
    undefined,
    '2018-05-01',
  ],
  ['the day on which it happened', { incident: day(2013, 3, 9) }, undefined, '2013-03-09'],
  ['the last day of the month', { incident: { year: 2012, month: 2 } }, undefined, '2012-02-29'],
  ['the last day of the year', { incident: { year: 2013 } }, undefined, '2013-12-31'],
  ['the day on which somebody was told', { incident: { year: 2018 } }, day(2018, 4, 2), '2018-04-02'],
  ['the year, where somebody was told before it', { incident: { year: 2018 } }, day(2017, 4, 2), '2018-12-31'],
  ['the day on which somebody was told, and no other', {}, day(2017, 4, 2), '2017-04-02'],
  ['today', {}, undefined, null],
])('the law is that of %s', (_, timeline, notification, expected) => {
  expect(read(timeline, notification).lawOf?.at.slice(0, 10) ?? null).toBe(expected);
});

test.each<[object | undefined, string[]]>([
  [undefined, ['When it happened.']],
  [{}, ['When it happened.']],
  [{ month: 2 }, ['When it happened.']],
  [{ year: 12, month: 2 }, ['When it happened; there is no ?-2.']],
  [{ year: 2013 }, ['On which day it happened: only 2013 is known.']],
  [{ year: 2013, day: 4 }, ['On which day it happened: only 2013 is known.']],
  [{ year: 2013, month: 0, day: 4 }, ['On which day it happened: only 2013 is known; there is no 2013-?-4.']],
  [{ year: 2013, month: 2 }, ['On which day it happened: only 2013-02 is known.']],
  [{ year: 2013, month: 2, day: null }, ['On which day it happened: only 2013-02 is known.']],
  [{ year: 2013, month: 2, day: 0 }, ['On which day it happened: only 2013-02 is known; there is no 2013-2-?.']],
  [{ year: 2013, month: 2, day: 29 }, ['On which day it happened: only 2013-02 is known; there is no 2013-2-29.']],
  [{ year: 2013, month: 2, day: 28 }, []],
  [{ year: 2012, month: 2, day: 29 }, []],
  [{ year: 2013, month: 12, day: 31 }, []],
])('of the date %j is left open', (incident, says) => {
  const open = timeOf(VerisRecord.parse({ action: {}, timeline: { incident } })).unknown;
  expect(open).toEqual([
    ...says,
    'When the victim became aware; no clock runs until it is given.',
    'Who was notified, and when: VERIS has no field for it.',
  ]);
});

test('what is said of a day, of about when it was found, and of whom somebody told, in this order', () => {
  const of = (discovery: object) =>
    timeOf(
      VerisRecord.parse({
        ...{ action: {}, timeline: { incident: day(2019, 8, 26), discovery } },
        plus: { timeline: { notification: { year: 2020 } } },
      }),
    );
  const happened = "It happened on 2019-08-26; the hour is not known, so the day's beginning in UTC stands for it.";
  const told = 'The victim told somebody of it in 2020.';
  const whom = 'Who was notified, and of what: no duty counts as met by it.';
  expect(of({ unit: 'Weeks', value: 1 })).toEqual({
    facts: { events: { occurrence: '2019-08-26T00:00:00.000Z' } },
    read: [happened, 'Found 1 week after it happened: on 2019-09-02, or about then.', told],
    unknown: ['When the victim became aware; no clock runs until it is given.', whom],
    lawOf: { at: '2019-09-02T00:00:00.000Z', why: 'the day on which it was found' },
  });
  expect(of({ unit: 'Days', value: 1 })).toEqual({
    facts: {
      awareness: '2019-08-27T00:00:00.000Z',
      events: { occurrence: '2019-08-26T00:00:00.000Z', discovery: '2019-08-27T00:00:00.000Z' },
    },
    read: [
      happened,
      'Found 1 day after it happened: on 2019-08-27. The victim counts as aware from then, the earliest there can be.',
      told,
    ],
    unknown: [whom],
    lawOf: { at: '2019-08-27T00:00:00.000Z', why: 'the day on which it was found' },
  });
});
