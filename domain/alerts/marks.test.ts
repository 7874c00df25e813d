import { describe, expect, it, test } from '@jest/globals';
import { bothMarks, type Marks, MOST_VALUES, marksIn, NO_MARKS } from './marks.ts';

const marks = (change: Partial<Marks>): Marks => ({ ...NO_MARKS, ...change });

test('a finding is compared by each value that it names, with what it is', () => {
  expect(marksIn(marks({ ip: ['10.0.0.1', '10.0.0.2'], system: ['console'], stage: 3 }))).toEqual([
    { field: 'system', value: 'console' },
    { field: 'ip', value: '10.0.0.1' },
    { field: 'ip', value: '10.0.0.2' },
  ]);
  expect(marksIn(NO_MARKS)).toEqual([]);
});

describe('two states of a finding', () => {
  it('name together what either names, once and the earlier first', () => {
    const [earlier, later] = [
      marks({ system: ['b', 'a'], user: ['ada'] }),
      marks({ system: ['c', 'b'], ip: ['10.0.0.1'] }),
    ];
    expect(bothMarks(earlier, later)).toEqual(marks({ system: ['b', 'a', 'c'], user: ['ada'], ip: ['10.0.0.1'] }));
    const rest = marks({ resource: ['bucket'], account: ['1'] });
    expect(bothMarks(rest, NO_MARKS)).toEqual(rest);
  });

  it.each([
    [null, null, null],
    [2, null, 2],
    [null, 2, 2],
    [2, 5, 5],
    [5, 2, 5],
    [0, null, 0],
  ])('of the stages %s and %s are as far along as %s', (earlier, later, both) => {
    expect(bothMarks(marks({ stage: earlier }), marks({ stage: later })).stage).toBe(both);
  });

  it('that name more than may be are compared by the first values', () => {
    const names = Array.from({ length: MOST_VALUES + 1 }, (_, n) => `s${n}`);
    const [all, most] = [marks({ system: names.slice(0, 1) }), marks({ system: names.slice(1) })];
    expect(bothMarks(all, most).system).toEqual(names.slice(0, MOST_VALUES));
  });
});
