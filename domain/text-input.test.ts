import { describe, expect, it } from '@jest/globals';
import { NO_CONTROL, textInput } from './text-input.ts';

describe('a text that somebody writes', () => {
  it('is taken without the blanks around it', () => {
    expect(textInput(3, 20).parse(' \tA title\n')).toBe('A title');
    expect(textInput(0, 20).parse('  ')).toBe('');
  });

  it.each([
    ['blanks alone', 1, '  '],
    ['blanks around too little', 3, ' ab '],
    ['too little, of which one takes two units', 3, '\f\u{1f600}A'],
    ['too much, though of blanks', 1, `x${' '.repeat(20)}`],
  ])('is refused as %s', (_, least, text) => {
    expect(textInput(least, 20).safeParse(text).success).toBe(false);
  });

  it('has no control characters where it is one line, and any others', () => {
    for (const control of ['\n', '\r', '\0', '\u001b', '\u007f', '\u0085', '\u009f']) {
      expect([control, NO_CONTROL.test(`a${control}b`)]).toEqual([control, false]);
    }
    expect(NO_CONTROL.test('Größe \u{1f600}, ü\u00a0and "é"')).toBe(true);
  });
});
