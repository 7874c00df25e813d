import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import { loadPolicy as compileAnew } from '../../config/policy.ts';
import { checkCases } from '../../domain/plan/golden.ts';
import { loadPolicy } from '../native/read-once.ts';

const policy = loadPolicy('policy');

test.each(Object.keys(policy.cases))('every golden case of %s holds', (regime) => {
  const cases = Object.fromEntries(Object.entries(policy.cases).filter(([id]) => id === regime));
  expect(checkCases({ ...policy, cases })).toEqual([]);
});

test('the policy is compiled without a mistake, and every golden case holds for what is compiled', () => {
  const compiled = compileAnew('policy');
  if (!isDeepStrictEqual(compiled, policy)) expect(checkCases(compiled)).toEqual([]);
});
