import { describe, expect, it } from '@jest/globals';
import { joinLines, wrapText } from './wrap.ts';

describe('the paragraphs of a template', () => {
  it('are parted by empty lines, and the lines of each are one', () => {
    expect(joinLines('\nOne\nand two.\n \n\nThree\n\tfour.\n')).toEqual(['One and two.', 'Three four.']);
  });

  it('keep each item of a list, and indented lines, on a line of their own', () => {
    expect(joinLines('These:\n- one\n- two\nof it\n1. first\n12. last')).toEqual([
      'These:\n- one\n- two of it\n1. first\n12. last',
    ]);
  });
});

describe('a line of a mail', () => {
  const words = (count: number, length = 4) => Array.from({ length: count }, () => 'w'.repeat(length)).join(' ');

  it('is broken where the next word would pass the 76th character', () => {
    const [full, more] = [`${words(15)} x`, `${words(15)} xx`];
    expect([full.length, more.length]).toEqual([76, 77]);
    expect(wrapText(full)).toBe(full);
    expect(wrapText(more)).toBe(`${words(15)}\nxx`);
    expect(wrapText(`${full} y`)).toBe(`${full}\ny`);
  });

  it('is not broken within a word, such as a link', () => {
    const link = `https://example.org/${'a'.repeat(80)}`;
    expect(wrapText(link)).toBe(link);
    expect(wrapText(`See ${link} now`)).toBe(`See\n${link}\nnow`);
  });

  it('of a list goes on under its own text', () => {
    const item = wrapText(`- ${words(16)}`).split('\n');
    expect(item).toEqual([`- ${words(15)}`, `  ${words(1)}`]);
    expect(wrapText(`12. ${words(16)}`).split('\n')[1]).toBe(`    ${words(2)}`);
    expect(wrapText(`  ${words(16)}`).split('\n')).toEqual([`  ${words(15)}`, `  ${words(1)}`]);
  });

  it('of a list whose first word is a link stays with its mark', () => {
    const link = `https://example.org/${'a'.repeat(80)}`;
    expect(wrapText(`- ${link} now`)).toBe(`- ${link}\n  now`);
  });

  it('is one of several, each broken by itself, without spaces at its end', () => {
    expect(wrapText(`One  two \n\n${words(16)}`)).toBe(`One two\n\n${words(15)}\n${words(1)}`);
  });
});
