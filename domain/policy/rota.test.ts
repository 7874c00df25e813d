import { describe, expect, test } from '@jest/globals';
import { afterQuiet, onDutyAt, QuietHours, Rota, usersOf } from './rota.ts';

const WHO = {
  north: { label: 'On-call, north', email: 'north@example.org' },
  south: { label: 'On-call, south', email: 'south@example.org' },
  night: { user: '7' },
};
const WEEK = { zone: 'Europe/Berlin', since: '2026-11-02', handOver: '09:00', who: WHO };
const DAY_AND_NIGHT = [
  { from: '08:00', to: '20:00', weeks: ['north', 'south'] },
  { from: '20:00', to: '08:00', weeks: ['night'] },
];

describe('who is on duty', () => {
  const rota = Rota.parse({ ...WEEK, shifts: DAY_AND_NIGHT });
  test.each([
    ['in the first week', '2026-11-04T12:00:00.000Z', ['north']],
    ['in the week after', '2026-11-11T12:00:00.000Z', ['south']],
    ['in the third week the first again', '2026-11-18T12:00:00.000Z', ['north']],
    ['on the day of the hand-over before it', '2026-11-09T07:59:00.000Z', ['north']],
    ['on the day of the hand-over after it', '2026-11-09T08:00:00.000Z', ['south']],
    ['in the night, over the end of Sunday', '2026-11-08T23:30:00.000Z', ['night']],
    ['by the wall, where clocks have changed', '2027-04-05T06:59:00.000Z', ['south']],
    ['by the wall, an hour earlier in UTC', '2027-04-05T07:00:00.000Z', ['north']],
  ])('%s', (_, at, names) => {
    expect(onDutyAt(rota, at)).toEqual(names);
  });
});

describe('a rota that leaves somebody unnamed', () => {
  const problems = (shifts: object[], more = {}) =>
    Rota.safeParse({ ...WEEK, ...more, shifts }).error?.issues.map(({ path, message }) => [path.join('.'), message]);

  test('names each hole by day and hour', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const shifts = [
      { days, from: '08:00', to: '20:00', weeks: ['north'] },
      { days: ['mon', 'tue', 'wed', 'thu'], from: '20:00', to: '08:00', weeks: ['night'] },
    ];
    expect(problems(shifts)).toEqual([['shifts', 'nobody is on duty from Friday 20:00 to Monday 08:00']]);
    expect(problems([{ from: '08:00', to: '07:59', weeks: ['north'] }])?.[0]?.[1]).toContain(
      'from Tuesday 07:59 to Tuesday 08:00; from Wednesday 07:59',
    );
  });

  test('names the beginning and the end of the week as one only where nobody is on duty in either', () => {
    const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const on = (days: string[], from = '00:00', to = '00:00') => ({ days, from, to, weeks: ['north'] });
    expect(problems([on(all.slice(1))])).toEqual([['shifts', 'nobody is on duty from Monday 00:00 to Tuesday 00:00']]);
    expect(problems([on(all.slice(0, -1))])).toEqual([
      ['shifts', 'nobody is on duty from Sunday 00:00 to Monday 00:00'],
    ]);
    expect(problems([on(['tue', 'wed']), on(['fri', 'sat'])])).toEqual([
      ['shifts', 'nobody is on duty from Thursday 00:00 to Friday 00:00; from Sunday 00:00 to Tuesday 00:00'],
    ]);
    expect(problems([on(['mon', 'wed', 'thu', 'fri', 'sat'])])).toEqual([
      ['shifts', 'nobody is on duty from Tuesday 00:00 to Wednesday 00:00; from Sunday 00:00 to Monday 00:00'],
    ]);
    expect(problems([on(['tue', 'wed', 'fri', 'sat', 'sun'])])).toEqual([
      ['shifts', 'nobody is on duty from Monday 00:00 to Tuesday 00:00; from Thursday 00:00 to Friday 00:00'],
    ]);
    expect(problems([])?.at(-1)).toEqual(['shifts', 'nobody is on duty from Monday 00:00 to Monday 00:00']);
  });

  test('names whom it does not know', () => {
    expect(problems([{ from: '08:00', to: '08:00', weeks: ['west'] }])).toEqual([
      ['shifts.0.weeks.0', "there is nobody 'west' under who; there are north, south, night"],
    ]);
  });

  test('one shift of all hours has no hole', () => {
    expect(problems([{ from: '08:00', to: '08:00', weeks: ['north', 'night'] }])).toBeUndefined();
  });
});

describe('quiet hours', () => {
  const quiet = { from: '22:00', to: '07:00' };
  test.each([
    ['before midnight wait for the morning after', '2026-11-24T21:30:00.000Z', '2026-11-25T06:00:00.000Z'],
    ['after midnight wait for the same morning', '2026-11-24T23:30:00.000Z', '2026-11-25T06:00:00.000Z'],
    ['by day hold nothing', '2026-11-24T12:00:00.000Z', '2026-11-24T12:00:00.000Z'],
    ['begin with their first minute', '2026-11-24T21:00:00.000Z', '2026-11-25T06:00:00.000Z'],
    ['hold nothing a moment before', '2026-11-24T20:59:59.999Z', '2026-11-24T20:59:59.999Z'],
    ['are over with their end', '2026-11-25T06:00:00.000Z', '2026-11-25T06:00:00.000Z'],
    ['hold nothing after it, in the same hour', '2026-11-25T06:30:00.000Z', '2026-11-25T06:30:00.000Z'],
  ])('%s', (_, at, expected) => {
    expect(afterQuiet(quiet, 'Europe/Berlin', at)).toBe(expected);
  });

  test.each([
    ['before them nothing waits', '2026-11-24T10:59:00.000Z', '2026-11-24T10:59:00.000Z'],
    ['from their first minute on it waits for their end', '2026-11-24T11:00:00.000Z', '2026-11-24T12:30:00.000Z'],
    ['in their last minute too', '2026-11-24T12:29:59.999Z', '2026-11-24T12:30:00.000Z'],
    ['at their end nothing waits', '2026-11-24T12:30:00.000Z', '2026-11-24T12:30:00.000Z'],
  ])('over noon: %s', (_, at, expected) => {
    expect(afterQuiet({ from: '12:00', to: '13:30' }, 'Europe/Berlin', at)).toBe(expected);
  });

  test('where the policy names none, nothing waits', () => {
    expect(afterQuiet(undefined, 'Europe/Berlin', '2026-11-24T23:30:00.000Z')).toBe('2026-11-24T23:30:00.000Z');
  });

  test('are some, and never all', () => {
    expect(QuietHours.parse(quiet)).toEqual(quiet);
    const { error } = QuietHours.safeParse({ from: '22:00', to: '22:00' });
    expect(error?.issues).toMatchObject([{ path: ['to'], message: 'another time than from' }]);
  });
});

test('the users of a rota are those who sign in, and no mailbox', () => {
  const shifts = [{ from: '08:00', to: '08:00', weeks: ['north', 'night'] }];
  expect(usersOf(Rota.parse({ ...WEEK, shifts }))).toEqual(['7']);
});
