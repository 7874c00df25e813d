import { expect, test } from '@jest/globals';
import type { CoveredPlace } from '../plan/types.ts';
import { lookedAt, openPlaces, placeLines } from './places.ts';

const germany: CoveredPlace = { place: 'DE', why: ['established', 'residents'], roles: { controller: 'modelled' } };
const georgia: CoveredPlace = {
  place: 'US-GA',
  why: ['register'],
  roles: { controller: 'not-modelled', processor: 'no-duty' },
};

test('a place says why it was looked at and how its law stands for each role', () => {
  expect(placeLines([germany, georgia])).toEqual([
    ['Germany', 'we are established there, people concerned live there', 'controller: looked at'],
    [
      'Georgia (US-GA)',
      'the register lists it for the data',
      'controller: NOT MODELLED; processor: no duty by its law',
    ],
  ]);
});

test('all places and roles are named once', () => {
  expect(lookedAt([germany, georgia])).toBe('Germany, Georgia (US-GA), as controller and processor');
  expect(lookedAt([germany])).toBe('Germany, as controller');
  expect(lookedAt([])).toBe('no place at all, as neither controller nor processor');
});

test('a law that is not modelled is open, by state where it is that of each state', () => {
  expect(openPlaces(undefined)).toEqual([]);
  expect(openPlaces([germany, georgia])).toEqual([
    'The law of Georgia (US-GA) is not modelled here: ask counsel (as controller).',
  ]);
  const canada: CoveredPlace = {
    place: 'CA',
    why: ['market'],
    roles: { controller: 'not-modelled', processor: 'not-modelled' },
    parts: ['CA-QC', 'CA-NL'],
  };
  expect(openPlaces([canada])).toEqual([
    'The law of Canada is not modelled here: ask counsel (as controller and processor). It is that of each state, ' +
      'and not modelled for CA-QC, CA-NL: say in which people live.',
  ]);
});
