import { expect, test } from '@jest/globals';
import { checkPolicy } from '../../config/policy.ts';

test('every golden case of the policy holds', () => {
  expect(checkPolicy('policy').findings).toEqual([]);
});
