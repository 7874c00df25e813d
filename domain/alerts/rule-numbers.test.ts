import { describe, expect, it } from '@jest/globals';
import type { CameTo } from '../breach/came-to.ts';
import { decidedBy, hasFired, numbersOfRules } from './rule-numbers.ts';

const AT = '2026-11-24T08:00:00.000Z';
const opened = (rule: string, ...came: CameTo[]) => came.map((cameTo) => ({ rule, cameTo }));

describe('the numbers of rules', () => {
  const numbers = numbersOfRules({
    policy: [
      { rule: 'okta/silent', outcome: 'suspect' },
      { rule: 'okta/loud', outcome: 'suspect' },
      { rule: 'okta/keep', outcome: 'watch' },
    ],
    decided: [
      { rule: 'okta/keep', ignore: 0, watch: 50_000, suspect: 0, page: 0, lastAt: AT },
      { rule: 'okta/loud', ignore: 1, watch: 2, suspect: 3, page: 0, lastAt: AT },
    ],
    opened: [
      ...opened('okta/loud', 'false-positive', 'dismissed', 'confirmed', 'open'),
      ...opened('okta/gone', 'no-personal-data', 'other'),
      ...opened('okta/new', 'open', 'open', 'open'),
    ],
    joined: new Map([['okta/keep', 7]]),
  });
  const of = (rule: string) => numbers.find((each) => each.rule === rule);

  it('begin with those dismissed most, of equals the one that is dismissed more of the time', () => {
    expect(numbers.map(({ rule }) => rule)).toEqual([
      ...['okta/gone', 'okta/loud', 'okta/new', 'okta/keep', 'okta/silent'],
    ]);
  });

  it('say which part of what people decided on was dismissed, and nothing while they decided nothing', () => {
    expect(of('okta/gone')).toMatchObject({ outcome: null, dismissed: 2, dismissedShare: 1, lastAt: null });
    expect(of('okta/loud')?.dismissedShare).toBeCloseTo(2 / 3);
    expect(of('okta/new')).toMatchObject({ opened: 3, dismissed: 0, dismissedShare: null });
  });

  it('tell a rule that opened nothing from one that decided nothing', () => {
    const fired = numbers.filter(hasFired).map((each) => [each.rule, decidedBy(each), each.joined]);
    expect(fired).toContainEqual(['okta/keep', 50_000, 7]);
    expect(fired).toContainEqual(['okta/loud', 6, 0]);
    expect(fired.map(([rule]) => rule)).not.toContain('okta/silent');
  });

  it('say what the suspicions of a rule came to', () => {
    expect(of('okta/loud')?.cameTo).toMatchObject({
      ...{ open: 1, confirmed: 1, merged: 0, dismissed: 1 },
      ...{ 'false-positive': 1, 'no-personal-data': 0, other: 0 },
    });
    expect(of('okta/new')?.cameTo).toMatchObject({ open: 3, confirmed: 0 });
  });

  it('tell a rule that did nothing from one that only opened something, or only had something join', () => {
    const only = { policy: [], decided: [], opened: [], joined: new Map<string, number>() };
    expect(numbersOfRules({ ...only, opened: opened('okta/a', 'open') }).map(hasFired)).toEqual([true]);
    expect(numbersOfRules({ ...only, joined: new Map([['okta/a', 1]]) }).map(hasFired)).toEqual([true]);
    const silent = { rule: 'okta/a', outcome: 'suspect' } as const;
    expect(numbersOfRules({ ...only, policy: [silent] }).map(hasFired)).toEqual([false]);
  });

  it.each([
    ['dismissed more of the time', opened('a', 'other', 'confirmed'), opened('b', 'other'), 'ba'],
    ['that opened more', opened('a', 'open'), opened('b', 'open', 'open'), 'ba'],
    ['of which anything was dismissed', opened('a', 'confirmed', 'open'), opened('b', 'other'), 'ba'],
    ['by its name, where all is equal', opened('a', 'open'), opened('b', 'open'), 'ab'],
  ])('begin with the one %s, in whichever order they come', (_, one, other, order) => {
    for (const both of [
      [...one, ...other],
      [...other, ...one],
    ]) {
      const sorted = numbersOfRules({ policy: [], decided: [], opened: both, joined: new Map() });
      expect(sorted.map(({ rule }) => rule).join('')).toBe(order);
    }
  });
});
