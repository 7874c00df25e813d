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
});
