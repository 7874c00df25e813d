import { expect, it } from '@jest/globals';
import { shorten } from './shorten.ts';

it('shortens a text with an ellipsis, and never to half a character', () => {
  expect(shorten('abcd', 4)).toBe('abcd');
  expect(shorten('abcde', 4)).toBe('abc…');
  expect(shorten('ab💥💥', 4)).toBe('ab…');
  expect(shorten('a💥💥', 4)).toBe('a💥…');
});
