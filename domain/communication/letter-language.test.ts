import { expect, it } from '@jest/globals';
import { preferringOthers, readersOf } from './letter-language.ts';

const LIST = { en: 4, de: 3, fr: 2 };

it('each letter has its readers, and the first also those who prefer a language of none', () => {
  expect(readersOf(LIST, ['en', 'de'])).toEqual([
    { language: 'en', people: 6 },
    { language: 'de', people: 3 },
  ]);
  expect(preferringOthers(LIST, ['en', 'de'])).toEqual([{ language: 'fr', people: 2 }]);
  expect(preferringOthers(LIST, ['en'])).toHaveLength(2);
});

it('of a list that nobody counted is said nothing', () => {
  expect(readersOf(null, ['en', 'de']).map(({ people }) => people)).toEqual([null, null]);
  expect(preferringOthers(null, ['en'])).toBeNull();
});
