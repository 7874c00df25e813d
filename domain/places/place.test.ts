import { describe, expect, it, test } from '@jest/globals';
import {
  isPlace,
  isRegion,
  partName,
  partsOf,
  placeOnRecord,
  placeProblem,
  rightPlaces,
  stateOfPlace,
} from './place.ts';

test.each([
  ['FR', true],
  ['US-CA', true],
  ['CA-QC', true],
  ['UK', false],
  ['US-XX', false],
  ['FR-IDF', false],
  ['ZZ', false],
  ['de', false],
  ['', false],
])('%s is a place: %s', (code, is) => {
  expect(isPlace(code)).toBe(is);
});

test.each([
  ['DE-BE', true],
  ['NO', true],
  // Countries with one law for all, whose parts have authorities.
  ['FR-IDF', true],
  ['GB-1', true],
  ['FR-', false],
  ['FR-LONG', false],
  ['FR-X-IDF', false],
  ['FR-idf', false],
  // Of a country whose parts have laws of their own, only those.
  ['DE-XX', false],
  ['ZZ-IDF', false],
])('%s may have an authority of its own: %s', (code, may) => {
  expect(isRegion(code)).toBe(may);
});

test('the state of a place is that whose law extends to it', () => {
  expect(['DE-BE', 'RE', 'AX', 'NO'].map(stateOfPlace)).toEqual(['DE', 'FR', 'FI', 'NO']);
});

test('parts with a law of their own have a name, and most countries none', () => {
  expect(partsOf('US')).toContain('US-CA');
  expect(partsOf('FR')).toEqual([]);
  expect([partName('US-CA'), partName('US-XX'), partName('FR-IDF'), partName('FR')]).toEqual([
    ...['California', null, null, null],
  ]);
});

describe('what was written for a place', () => {
  it.each<[string, string[]]>([
    ['de', ['DE']],
    [' FR ', ['FR']],
    ['DEU', ['DE']],
    ['UK', ['GB']],
    ['YU', ['RS', 'ME', 'BA', 'HR', 'MK', 'SI']],
    ['California', ['US-CA']],
    ['Georgia', ['GE', 'US-GA']],
    ['QC', ['CA-QC']],
    ['US California', ['US-CA']],
    ['USA_CA', ['US-CA']],
    ['US/calif', ['US-CA']],
    ['FR-IDF', ['FR']],
    ['US-12', []],
    ['US-Atlantis', []],
    ['Atlantis', []],
    // Letters in the middle of a word are no code of a country: AND is that of Andorra.
    ['Queensland AU', []],
    ['', []],
  ])('%j means %j', (written, codes) => {
    expect(rightPlaces(written)).toEqual(codes);
  });
});

test('a place on record is read as its right code only where there is one', () => {
  expect(['DE', 'UK', 'YU', 'QQ'].map(placeOnRecord)).toEqual(['DE', 'GB', 'YU', 'QQ']);
});

describe('what is wrong with a code', () => {
  const unknown =
    'is no code of a place: write a country by ISO 3166-1 such as GB, or a part with a law of its own such as US-CA';

  it('is nothing with that of a place', () => {
    expect(placeProblem('US-CA')).toBeNull();
  });

  it.each([
    ['UK', "'UK' is no code of a place: write GB"],
    ['CS', "'CS' is no code of a place: write one of RS, ME"],
    ['EU', "'EU' is no code of a place where somebody is: write each state by its own code, such as DE"],
    ['QQ', `'QQ' ${unknown}`],
    ['x'.repeat(50), `'${'x'.repeat(40)}' ${unknown}`],
  ])('of %s is said with what to write', (code, says) => {
    expect(placeProblem(code)).toBe(says);
  });
});
