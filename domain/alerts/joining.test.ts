import { expect, test } from '@jest/globals';
import { byRelation } from './joining.ts';

test('why a finding joins is said once for each relation, with all that both name, as it was found', () => {
  expect(
    byRelation([
      { relation: 'system', values: ['console'], finding: 'a' },
      { relation: 'account', values: ['1', '2'], finding: 'a' },
      { relation: 'system', values: ['billing', 'console'], finding: 'b' },
      { relation: 'finding', values: [], finding: 'c' },
    ]),
  ).toEqual([
    { relation: 'system', values: ['console', 'billing'] },
    { relation: 'account', values: ['1', '2'] },
    { relation: 'finding', values: [] },
  ]);
  expect(byRelation([])).toEqual([]);
});
