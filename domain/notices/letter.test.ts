import { describe, expect, it } from '@jest/globals';
import { fillLetter, maskEmail } from './letter.ts';

describe('a letter to the people concerned', () => {
  it('puts the name in as text, and changes nothing else', () => {
    const letter = { subject: 'Your data', text: 'Dear {{recipient}}, $& stays. {{recipient}}!' };
    expect(fillLetter(letter, 'Ada $1 Quill', false)).toEqual({
      subject: 'Your data',
      text: 'Dear Ada $1 Quill, $& stays. Ada $1 Quill!\n',
    });
    expect(fillLetter(letter, 'Ada', true).subject).toBe('EXERCISE: Your data');
    expect(fillLetter(letter, 'Ada', true).text).toMatch(/^EXERCISE\. /);
  });

  it.each([
    ['dana@fjord.example', 'd•••@f•••.example'],
    ['a@mail.co.uk', 'a•••@m•••.uk'],
    ['x', 'x•••@•••'],
  ])('masks %s as %s', (email, masked) => expect(maskEmail(email)).toBe(masked));
});
