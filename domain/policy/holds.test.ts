import { describe, expect, test } from '@jest/globals';
import { Holds, holdStateOf } from './holds.ts';

const [FROM, UNTIL] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
const hold = (change: object = {}) => ({
  ...{ id: 'case-7', source: 'all', from: FROM, until: UNTIL, owner: 'Legal', reason: 'A claim is expected.' },
  ...change,
});
const refused = (...holds: object[]) =>
  Holds.safeParse(holds).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('a legal hold', () => {
  test('is taken with an end after its begin, and with none', () => {
    const { until: _, ...open } = hold({ id: 'case-8' });
    expect(Holds.parse([hold(), open])).toEqual([hold(), open]);
    expect(refused(hold({ until: '2026-11-01T00:00:00.001Z' }))).toBeUndefined();
  });

  test.each([
    ['at its begin', FROM],
    ['before it', '2026-10-01T00:00:00.000Z'],
  ])('is refused where it ends %s', (_, until) => {
    expect(refused(hold(), hold({ id: 'case-8', until }))).toEqual([['1.until', 'is not after `from`']]);
  });

  test('is refused where another has its id', () => {
    expect(refused(hold(), hold({ source: 'siem' }))).toEqual([['', 'two holds have the same id']]);
  });

  test.each([
    ['coming', '2026-10-31T23:59:59.999Z', UNTIL],
    ['running', FROM, UNTIL],
    ['running', '2026-11-30T23:59:59.999Z', UNTIL],
    ['over', UNTIL, UNTIL],
    ['coming', '2026-10-31T23:59:59.999Z', undefined],
    ['running', '2030-01-01T00:00:00.000Z', undefined],
  ] as const)('is %s at %s where it ends at %s', (state, now, until) => {
    const { until: _, ...open } = hold();
    expect(holdStateOf({ ...open, until }, now)).toBe(state);
  });
});
