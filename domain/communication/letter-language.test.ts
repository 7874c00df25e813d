import { expect, it } from '@jest/globals';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { letterLanguage, preferringOthers, readersOf } from './letter-language.ts';

const LIST = { en: 4, de: 3, fr: 2 };

it('each letter has its readers, and the first also those who prefer a language of none', () => {
  expect(readersOf(LIST, ['en', 'de'])).toEqual([
    { language: 'en', people: 6 },
    { language: 'de', people: 3 },
  ]);
  expect(preferringOthers(LIST, ['en', 'de'])).toEqual([{ language: 'fr', people: 2 }]);
  expect(preferringOthers(LIST, ['en'])).toHaveLength(2);
  // The most first, and none whom nobody prefers.
  const list = { en: 9, fr: 2, es: 5, it: 3, pl: 0, sv: 4 };
  expect(preferringOthers(list, ['en'])?.map(({ language }) => language)).toEqual(['es', 'sv', 'it', 'fr']);
});

it('of a list that nobody counted is said nothing', () => {
  expect(readersOf(null, ['en', 'de']).map(({ people }) => people)).toEqual([null, null]);
  expect(preferringOthers(null, ['en'])).toBeNull();
});

it.each([
  ['en', ['en', 'de'], 'en'],
  ['de', ['en', 'de'], 'de'],
  ['fr', ['en', 'de'], 'en'],
  ['de', ['de'], 'de'],
  // A policy without such a letter: a person writes it, in English unless they say otherwise.
  ['de', [], 'en'],
])('an organisation of "%s" with letters in %j writes in "%s" first', (language, letters, first) => {
  const notices = letters.map((each) => [each, { 'data-subject': { language: each } }]);
  const policy = { organisation: { language }, notices: Object.fromEntries(notices) } as unknown as CompiledPolicy;
  expect(letterLanguage(policy)).toBe(first);
});
