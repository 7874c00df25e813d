import { expect, test } from '@jest/globals';
import { readResidence } from './country-input.ts';

test.each([
  ['DE', 'DE'],
  [' de ', 'DE'],
  ['DEU', 'DE'],
  ['UK', 'GB'],
  ['US-CA', 'US-CA'],
  ['US', 'US'],
  [' Germany ', 'DE'],
  ['Deutschland', 'DE'],
  ['ÖSTERREICH', 'AT'],
  ['California', 'US-CA'],
  // In a column of countries it is the country, and not the state.
  ['Georgia', 'GE'],
  // Its law is that of a state.
  ['Puerto Rico', 'US-PR'],
])('who lives in "%s" lives in %s', (text, place) => {
  expect(readResidence(text)).toBe(place);
});

test.each(['', 'Atlantis', 'ZZ', 'EU', 'YU', 'Serbia and Montenegro'])('"%s" is no place to live in', (text) => {
  expect(readResidence(text)).toBeNull();
});
