import { describe, expect, it } from '@jest/globals';
import { bothTold, isTold, nothingTold, type Said, toldInHour } from './told.ts';

const HOUR = '2026-11-24T08';
const said = (change: Partial<Said> = {}): Said => ({
  ...{ severity: 5, types: ['A'], systems: ['tickets'], rules: ['okta/a'] },
  ...change,
});
const seen = { severity: 5, type: 'A', systems: ['tickets'] };
const told = bothTold(nothingTold(HOUR), { ...nothingTold(HOUR), told: said() });

describe('what a finding says', () => {
  it('was told where findings before it said as much by the same rule', () => {
    expect(isTold(told, seen, 'okta/a', false)).toBe(true);
    expect(isTold(nothingTold(HOUR), { severity: 0, type: 'A', systems: [] }, 'okta/a', false)).toBe(false);
  });

  it.each([
    ['graver', { ...seen, severity: 6 }, 'okta/a'],
    ['of another type', { ...seen, type: 'B' }, 'okta/a'],
    ['of another system', { ...seen, systems: ['billing'] }, 'okta/a'],
    ['by another rule, of which the facts may be others', seen, 'okta/b'],
  ])('was not where it is %s', (_, finding, rule) => {
    expect(isTold(told, finding, rule, false)).toBe(false);
  });

  it('waits once within an hour, and is not taken for told by what waits itself', () => {
    const owed = bothTold(told, { ...nothingTold(HOUR), owed: said({ systems: ['billing'] }) });
    const other = { ...seen, systems: ['billing'] };
    expect([isTold(owed, other, 'okta/a', false), isTold(owed, other, 'okta/a', true)]).toEqual([true, false]);
    const later = toldInHour(owed, '2026-11-24T09');
    expect([isTold(later, other, 'okta/a', false), isTold(later, seen, 'okta/a', false)]).toEqual([false, true]);
  });

  it('waits on within its hour, and is the same whichever was told first', () => {
    const owed = { ...nothingTold(HOUR), owed: said({ systems: ['billing'], rules: ['okta/b'] }) };
    expect(toldInHour(owed, HOUR)).toEqual(owed);
    const other = { ...nothingTold(HOUR), owed: said(), told: said({ rules: ['okta/c', 'okta/a'] }) };
    expect(bothTold(owed, other)).toEqual(bothTold(other, owed));
    expect(bothTold(owed, other).owed).toEqual(said({ systems: ['billing', 'tickets'], rules: ['okta/a', 'okta/b'] }));
  });
});
