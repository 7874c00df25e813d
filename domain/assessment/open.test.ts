import { expect, test } from '@jest/globals';
import type { OpenFact } from '../plan/open-facts.ts';
import { sayNoEffect, sayOpenFact, sayTogether } from './open.ts';

const open = (change: Partial<OpenFact>): OpenFact => ({
  fact: 'confidentiality',
  counts: 'gravest',
  lowest: null,
  ends: [],
  ...change,
});

test.each<[Partial<OpenFact>, string]>([
  [
    { fact: 'integrity', counts: 'unruled' },
    'That data was altered is not shown and not ruled out; it counts as altered, and soon restored.',
  ],
  [
    { fact: 'availability', counts: 'unruled' },
    'That data was away is not shown and not ruled out; it counts as away, and soon restored.',
  ],
  [
    { fact: 'identifiability', counts: 'unshown' },
    'How easily the data tells whom it is about counts as maximum until another level is stated.',
  ],
  [
    { fact: 'harmUnlikely', counts: 'unshown' },
    'Nothing is shown for harmUnlikely; it counts as not so until it is stated.',
  ],
  [{ fact: 'seriousHarm' }, 'seriousHarm is not decided; it counts as yes.'],
  [{ fact: 'peopleConcerned' }, 'The number of people is not known; it counts as many.'],
  [{ fact: 'contextScore' }, 'contextScore is not known; it counts as the gravest.'],
])('an open fact says how it counts until somebody knows: %j', (change, says) => {
  expect(sayOpenFact(open({ ...change, ends: ['a'] }))).toBe(`${says} An answer could end a.`);
});

test.each<[Pick<OpenFact, 'lowest' | 'ends'>, string]>([
  [{ lowest: 'risk', ends: [] }, 'An answer could lower the proposal to risk.'],
  [{ lowest: null, ends: ['a'] }, 'An answer could end a.'],
  [{ lowest: 'unlikely', ends: ['a', 'b'] }, 'An answer could lower the proposal to unlikely and end a, b.'],
  [{ lowest: null, ends: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'An answer could end a, b, c, d, e, f.'],
  [
    { lowest: null, ends: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] },
    'An answer could end a, b, c, d, e, f and 2 more.',
  ],
])('and what an answer would change: %j', (change, says) => {
  expect(sayOpenFact(open(change)).endsWith(`nobody can name. ${says}`)).toBe(true);
});

test('facts of which an answer alone changes nothing are named in one sentence', () => {
  expect(sayNoEffect([open({}), open({ fact: 'peopleConcerned' }), open({ fact: 'contextScore' })])).toEqual([
    'Not known either, and counting as the gravest; an answer to one of them alone would change no conclusion and ' +
      'no duty: whether anybody saw the data; the number of people; contextScore.',
  ]);
  expect(sayNoEffect([])).toEqual([]);
});

test('what two unknown facts could change together is said, where they change something', () => {
  const two = [open({}), open({ fact: 'integrity' })];
  expect(sayTogether(two, { lowest: 'risk', ends: [] })).toEqual([
    'All that is not known, found to be at its mildest: it could lower the proposal to risk.',
  ]);
  expect(sayTogether(two, { lowest: null, ends: ['a'] })).toHaveLength(1);
  expect(sayTogether(two, { lowest: null, ends: [] })).toEqual([]);
  expect(sayTogether([open({})], { lowest: 'risk', ends: [] })).toEqual([]);
  expect(sayTogether([open({}), open({ counts: 'unruled' })], { lowest: 'risk', ends: [] })).toEqual([]);
});
