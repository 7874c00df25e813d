import { describe, expect, it } from '@jest/globals';
import { type SmallField, smallForm } from '../../test/support/small-form.ts';
import type { Answers } from './context.ts';
import { countsInWords, whyNoCounts } from './counts.ts';
import { whatIsWrong } from './values.ts';
import { wrongInWords } from './wrong.ts';

/** In words, as the API says it; null where the form takes the value. */
function wrong(field: Partial<SmallField>, value: Answers[string], incomplete = false): string | null {
  const [first] = smallForm([{ id: 'a', ...field }]).fields;
  if (first === undefined) throw new Error('no field');
  const found = whatIsWrong(first, value, incomplete, ['Head of Privacy']);
  return found === null ? null : wrongInWords(found);
}

const OPTIONS = { a: 'Lost', b: 'Sent', x: 'To be determined' };

describe('what a form does not take', () => {
  it.each<[string, Partial<SmallField>, Answers[string], string | null]>([
    ['a number for text', { kind: 'text' }, 7, 'must be text'],
    ['a list for text', { kind: 'text' }, ['a'], 'must be text'],
    ['a placeholder', { kind: 'text' }, 'TBD', 'holds only a placeholder, which counts as missing'],
    ['text at its limit', { kind: 'text', limit: 3 }, 'abc', null],
    ['text beyond it', { kind: 'text', limit: 3 }, 'abcd', 'has 4 characters; the form takes 3'],
    ['characters outside the basic plane, one each', { kind: 'text', limit: 3 }, '𝒜𝒜𝒜', null],
    ['a mail address', { kind: 'text', is: 'email' }, 'desk@example.org', null],
    ['no mail address', { kind: 'text', is: 'email' }, 'desk', 'must be an e-mail address and nothing else'],
    [
      'a role for a name',
      { is: 'person' },
      'Head of Privacy',
      'must be the name of a person; a role alone counts as missing',
    ],
    ['a word for yes', { kind: 'yes' }, 'yes', 'must be true or false'],
    ['no', { kind: 'yes' }, false, null],
    ['lines within the limit', { kind: 'list', limit: 2 }, 'ab\n\n cd ', null],
    ['the second line', { kind: 'list', limit: 2 }, ['ab', 'cde'], 'line 2 has 3 characters; the form takes 2'],
    ['a word for a number', { kind: 'number' }, '7', 'must be a number, such as 1234.5'],
    ['no number', { kind: 'number' }, Number.NaN, 'must be a number, such as 1234.5'],
    ['an endless number', { kind: 'number' }, Number.POSITIVE_INFINITY, 'must be a number, such as 1234.5'],
    ['zero', { kind: 'number' }, 0, null],
    ['less than zero', { kind: 'number' }, -0.1, 'must be 0 or more'],
    ['the least', { kind: 'number', least: -5, most: 5 }, -5, null],
    ['less than the least', { kind: 'number', least: -5, most: 5 }, -5.1, 'must be from -5 to 5'],
    ['the most', { kind: 'number', least: -5, most: 5 }, 5, null],
    ['more than the most', { kind: 'number', least: -5, most: 5 }, 5.1, 'must be from -5 to 5'],
    ['a decimal place', { kind: 'number', decimals: 1 }, 1.5, null],
    ['two decimal places', { kind: 'number', decimals: 1 }, 1.55, 'takes at most one decimal place'],
    ['three decimal places', { kind: 'number', decimals: 2 }, 1.555, 'takes at most 2 decimal places'],
    ['a whole number', { kind: 'count', most: 9 }, 9, null],
    ['a broken count', { kind: 'count' }, 1.5, 'must be a whole number, 0 or more'],
    ['more than the most to count', { kind: 'count', most: 9 }, 10, 'must be a whole number from 0 to 9'],
    ['a day', { kind: 'date' }, '2026-11-24', null],
    ['a day that is none', { kind: 'date' }, '2026-13-24', 'must be a date, YYYY-MM-DD'],
    ['an instant for a day', { kind: 'date' }, '2026-11-24T08:00:00Z', 'must be a date, YYYY-MM-DD'],
    ['an instant', { kind: 'date-time' }, '2026-11-24T08:00:00.5+01:00', null],
    ['an instant to the minute', { kind: 'date-time' }, '2026-11-24T08:00Z', null],
    [
      'an instant that is none',
      { kind: 'date-time' },
      '2026-11-24T28:00:00Z',
      'must be an ISO 8601 instant with its offset',
    ],
    [
      'a time without offset',
      { kind: 'date-time' },
      '2026-11-24T08:00:00',
      'must be an ISO 8601 instant with its offset',
    ],
    ['one option', { kind: 'choice', options: OPTIONS }, 'a', null],
    ['two options of one choice', { kind: 'choice', options: OPTIONS }, ['a', 'b'], 'takes one option'],
    ['no option at all', { kind: 'choice', options: OPTIONS }, [], 'takes one option'],
    ['several options', { kind: 'choices', options: OPTIONS }, ['a', 'b'], null],
    ['what is none of them', { kind: 'choices', options: OPTIONS }, ['a', 'c'], "'c' is none of its options (a, b, x)"],
    [
      'the name of what every object has',
      { kind: 'choice', options: OPTIONS },
      'toString',
      "'toString' is none of its options (a, b, x)",
    ],
  ])('%s', (_, field, value, says) => {
    expect(wrong(field, value)).toBe(says);
  });

  it('is an option for a filing to be completed, once it is not', () => {
    const field = { kind: 'choice' as const, options: OPTIONS, onlyIncomplete: ['x'] };
    expect(wrong(field, 'x', true)).toBeNull();
    expect(wrong(field, 'x')).toBe("'To be determined' is only for a filing to be completed later");
    expect(wrong(field, 'a')).toBeNull();
  });
});

describe('people per country', () => {
  it.each<[string | string[], string | null]>([
    ['DE 120\nFR 40', null],
    [['DE 120', ' FR 40 ', ''], null],
    ['DE', 'line 1 names Germany without a number of people'],
    ['DE 120\n40', 'line 2 has a number of people without a country'],
    ['Germany 120', 'line 1 must be a country and a whole number, such as DE 120'],
    ['DE 1234567890123456', 'line 1 must be a country and a whole number, such as DE 120'],
    ['DE 120\nFR 40\nDE 7', 'line 3 names Germany again'],
  ])('%j', (value, says) => {
    expect(whyNoCounts(value)).toBe(says);
    expect(wrong({ kind: 'counts' }, value)).toBe(says);
  });

  it('are read line by line, in the words of the reader', () => {
    expect(countsInWords(['DE 120', 'none', 'FR 40'])).toBe('Germany 120, France 40');
    expect(countsInWords('DE 120\nFR 40', 'de')).toBe('Deutschland 120, Frankreich 40');
    expect(countsInWords(null)).toBe('');
  });
});
