import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../config/policy.ts';
import { AuthorityPlace, byPlace, Country, coveredBy, covers, Jurisdiction, LawOf } from './jurisdictions.ts';
import { COUNTRIES } from './places/countries.ts';
import { isPlace, partsOf, placeOnRecord, placeProblem } from './places/place.ts';

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
  // Réunion is France, and Åland Finland, by the Treaties.
  ['EU', 'RE', true],
  ['EU', 'AX', true],
  ['FR', 'RE', true],
  ['EU', 'GL', false],
  // As earlier versions took them.
  ['GB', 'UK', true],
  ['EU', 'EL', true],
  ['US-PR', 'PR', true],
  ['US-TX', 'US-TEX', true],
])('the law of %s reaches somebody in %s: %s', (law, place, expected) => {
  expect(covers(law, place)).toBe(expected);
});

describe('one list says what a place is', () => {
  test('it has every country, and every state, province, canton and Land', () => {
    expect(COUNTRIES.size).toBe(250);
    expect(
      ['DE', 'GB', 'GR', 'US', 'NO', 'TW', 'HK', 'XK', 'AE-DIFC', 'US-DC'].filter((code) => !isPlace(code)),
    ).toEqual([]);
    expect(['US', 'CA', 'CH', 'DE'].map((country) => partsOf(country).length)).toEqual([57, 13, 26, 16]);
  });

  test('and the place of every regime of the policy', () => {
    const { obligations } = loadPolicy('policy');
    const places = obligations.map(({ jurisdiction }) => jurisdiction);
    expect(places.filter((place) => place !== 'EU' && !isPlace(place))).toEqual([]);
  });

  test.each([
    ['UK', 'write GB'],
    ['EL', 'write GR'],
    ['EU', 'each state by its own code'],
    ['ZZ', 'ISO 3166-1'],
    ['XX', 'ISO 3166-1'],
    ['US-TEX', 'write US-TX'],
    ['US-NEW', 'write one of US-NH, US-NJ, US-NM, US-NY'],
    ['TX', 'write US-TX'],
    ['PR', 'write US-PR'],
    ['DEU', 'write DE'],
    ['USA', 'write US'],
    ['de', 'write DE'],
    ['FR-75', 'write FR'],
    ['CA-ONT', 'write CA-ON'],
    ['CN-HK', 'write HK'],
    ['CS', 'write one of RS, ME'],
    ['AN', 'write one of CW, SX, BQ'],
    ['California', 'write US-CA'],
    ['Georgia', 'write one of GE, US-GA'],
    ['US-ZZ', 'ISO 3166-1'],
    ['', 'ISO 3166-1'],
  ])('%s is none, and the refusal says: %s', (code, says) => {
    const messages = [
      Jurisdiction.safeParse(code),
      Country.safeParse(code),
      byPlace(Jurisdiction).safeParse({ [code]: 'DE' }),
    ].map((parsed) => parsed.error?.issues[0]?.message);
    expect(messages).toEqual([placeProblem(code), placeProblem(code), placeProblem(code)]);
    expect(messages[0]).toContain(says);
  });

  test('a part is no whole country, and the Union has laws but is no place', () => {
    expect(Country.safeParse('US-TX').success).toBe(false);
    expect([LawOf.safeParse('EU').success, LawOf.safeParse('UK').success]).toEqual([true, false]);
  });

  test('what was kept before is read as what was meant, where that is one place', () => {
    expect(['UK', 'EL', 'PR', 'US-TEX', 'GB', 'ZZ', 'CS', 'AU-XX'].map(placeOnRecord)).toEqual(
      'GB GR US-PR US-TX GB ZZ CS AU-XX'.split(' '),
    );
  });
});

test.each([
  ['EU', true],
  ['DE', true],
  ['US-CA', true],
  // A part with the law of the whole country may have an authority of its own.
  ['FR-IDF', true],
  ['UK', false],
  ['US-XX', false],
  ['ZZ', false],
])('an authority may be that of %s: %s', (place, isTaken) => {
  const { success, error } = AuthorityPlace.safeParse(place);
  expect(success).toBe(isTaken);
  expect(error?.issues.map(({ message }) => message) ?? []).toEqual(isTaken ? [] : [placeProblem(place)]);
});

test('of several places, a law may reach somebody where it may in one of them', () => {
  const places = ['DE', 'US', 'CA-QC', 'UK', 'RE', 'QA'];
  const laws = ['DE', 'EU', 'FR', 'GB', 'US', 'US-CA', 'CA', 'CA-QC', 'CA-AB', 'QA-QFC', 'JP', 'CH', 'IS'];
  for (const some of [places, ['US-CA'], ['CH', 'RE'], ['JP'], []]) {
    const reached = laws.filter(coveredBy(some));
    expect(reached).toEqual(laws.filter((law) => some.some((place) => covers(law, place))));
  }
  expect(laws.filter(coveredBy(places))).toEqual('DE EU FR GB US US-CA CA CA-QC QA-QFC'.split(' '));
});
