import { describe, expect, it } from '@jest/globals';
import { TocsinError } from '../domain/errors.ts';
import { crashText } from './crash.ts';

describe('what a crash says', () => {
  it('is our own message, whole', () => {
    expect(crashText(new TocsinError('bad-input', 'SMTP_URL must be given.'))).toBe('SMTP_URL must be given.');
  });
  it('is kind and place of any other error, never its message', () => {
    const text = crashText(
      Object.assign(new TypeError('cannot read ada@people.example\n at people.example'), { code: 'E1' }),
    );
    expect(text).toMatch(/^Ended by TypeError \(E1\):\n\s+at .*crash\.test\.ts/);
    expect(text).not.toContain('people.example');
  });
});
