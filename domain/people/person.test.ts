import { expect, test } from '@jest/globals';
import { keysOf, mergePerson, type Person } from './person.ts';

const who = (person: Partial<Person> = {}): Person => ({ name: '', email: '', language: 'en', ...person });

test.each<[Partial<Person>, string[]]>([
  [{ email: ' Ada@X.example ', name: 'Ada' }, ['@ada@x.example']],
  [{ ids: ['userid=1', 'customer=7'], name: 'Ada' }, ['#userid=1', '#customer=7']],
  [{ email: 'ada@x.example', ids: ['userid=1'] }, ['@ada@x.example', '#userid=1']],
  [{ name: ' Ada Quill ' }, ['~ada quill']],
  [{ name: 'Ada', ids: [] }, ['~ada']],
])('a person with %j is the same as who has one of %j', (person, keys) => {
  expect(keysOf(who(person))).toEqual(keys);
});

test.each<[string, Partial<Person>, Partial<Person>, Partial<Person>]>([
  ['the name that was written first', { name: 'Ada' }, { name: 'A. Quill' }, { name: 'Ada' }],
  ['a name that only the other has', {}, { name: 'Ada' }, { name: 'Ada' }],
  ['the name that only the first has', { name: 'Ada' }, {}, { name: 'Ada' }],
  ['no name where neither has one', {}, {}, {}],
  [
    'the first address and language',
    { email: 'a@x', language: 'de' },
    { email: 'b@x' },
    { email: 'a@x', language: 'de' },
  ],
  ['the accounts of both, each once', { ids: ['a=1', 'b=2'] }, { ids: ['b=2', 'a=3'] }, { ids: ['a=1', 'b=2', 'a=3'] }],
  ['accounts that only the other has', {}, { ids: ['a=1'] }, { ids: ['a=1'] }],
  ['accounts that only the first has', { ids: ['a=1'] }, {}, { ids: ['a=1'] }],
  ['both countries', { countries: ['DE'] }, { countries: ['DE', 'FR'] }, { countries: ['DE', 'FR'] }],
  ['a country that only the other has', {}, { countries: ['DE'] }, { countries: ['DE'] }],
  ['the lines of both', { lines: 2 }, { lines: 3 }, { lines: 5 }],
  ['one line more than the other was counted', {}, { lines: 3 }, { lines: 4 }],
  ['one line more than the first was counted', { lines: 2 }, {}, { lines: 3 }],
])('one person of two lines has %s', (_, first, other, merged) => {
  expect(mergePerson(who(first), who(other))).toEqual(who(merged));
});

test('nothing is said of accounts, countries and lines that no line has', () => {
  expect(Object.keys(mergePerson(who(), who())).toSorted()).toEqual(['email', 'language', 'name']);
});
