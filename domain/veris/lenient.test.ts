import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { listOf, part, UNREADABLE, whole, word, words } from './lenient.ts';

describe('a whole number', () => {
  test.each<[unknown, number | string | undefined]>([
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    [1, 1],
    [12, 12],
    [0, UNREADABLE],
    [13, UNREADABLE],
    [1.5, UNREADABLE],
    ['1', 1],
    [' 12 ', 12],
    ['12 months', UNREADABLE],
    ['about 12', UNREADABLE],
    ['1e1', UNREADABLE],
    ['0x5', UNREADABLE],
    ['5.0', UNREADABLE],
    [' ', UNREADABLE],
    [true, UNREADABLE],
    [[5], UNREADABLE],
  ])('of 1 to 12: %j', (value, expected) => {
    expect(whole(1, 12).parse(value)).toBe(expected);
  });
});

describe('words', () => {
  test.each<[unknown, string[]]>([
    [undefined, []],
    [null, []],
    ['', []],
    ['Loss', ['Loss']],
    [7, ['7']],
    [
      [' Loss ', 7, '  ', null, {}, true, 'Theft'],
      ['Loss', '7', 'Theft'],
    ],
  ])('%j', (value, expected) => {
    expect(words.parse(value)).toEqual(expected);
    expect(word.parse(Array.isArray(value) ? value[0] : value)).toBe(expected[0]);
  });
});

describe('parts', () => {
  const schema = z.looseObject({ variety: words });
  test.each<[unknown, object | undefined]>([
    [undefined, undefined],
    [null, undefined],
    [{ variety: 'Loss' }, { variety: ['Loss'] }],
    ['yes', { variety: [] }],
    [[{ variety: 'Loss' }], { variety: [] }],
  ])('an object, or one of which nothing is known: %j', (value, expected) => {
    expect(part(schema).parse(value)).toEqual(expected);
  });

  test.each<[unknown, object[]]>([
    [undefined, []],
    [null, []],
    [{ variety: 'Loss' }, [{ variety: ['Loss'] }]],
    [
      [{ variety: 'Loss' }, 'no object', null, {}],
      [{ variety: ['Loss'] }, { variety: [] }],
    ],
  ])('a list of objects: %j', (value, expected) => {
    expect(listOf(schema).parse(value)).toEqual(expected);
  });
});
