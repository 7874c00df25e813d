import { expect, test } from '@jest/globals';
import { covers, isCountry } from './jurisdictions.ts';

test.each([
  ['EU', 'DE', true],
  ['EU', 'NO', true],
  ['EU', 'DE-BE', true],
  ['EU', 'EU', true],
  ['EU', 'GB', false],
  ['EU', 'CH', false],
  ['US', 'US-CA', true],
  ['US-CA', 'US', true],
  ['US-CA', 'US-TX', false],
  // Canada is no part of California.
  ['US-CA', 'CA', false],
  ['CA', 'CA-QC', true],
  ['GB', 'EU', false],
])('the law of %s reaches somebody in %s: %s', (law, place, expected) => {
  expect(covers(law, place)).toBe(expected);
});

test('a country is one by its ISO code, and nothing else of two letters is', () => {
  expect(['DE', 'GB', 'US', 'NO', 'TW'].filter((code) => !isCountry(code))).toEqual([]);
  expect(['ZZ', 'KL', 'UK', 'EU', 'XA', 'de', 'DEU'].filter(isCountry)).toEqual([]);
});
