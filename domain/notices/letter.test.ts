import { describe, expect, it } from '@jest/globals';
import { contentOf, fillLetter, languagesOfLetter, letterFor, maskEmail } from './letter.ts';

describe('a letter to the people concerned', () => {
  it('puts the name in as text, and changes nothing else', () => {
    const letter = { language: 'en', subject: 'Your data', text: 'Dear {{recipient}}, $& stays. {{recipient}}!' };
    expect(fillLetter(letter, 'Ada $1 Quill', false)).toEqual({
      subject: 'Your data',
      text: 'Dear Ada $1 Quill, $& stays. Ada $1 Quill!\n',
    });
    expect(fillLetter(letter, 'Ada', true).subject).toBe('EXERCISE: Your data');
    expect(fillLetter(letter, 'Ada', true).text).toMatch(/^EXERCISE\. /);
  });

  it('of a drill says so in its own language', () => {
    const letter = { language: 'de', subject: 'Ihre Daten', text: 'Guten Tag {{recipient}}.' };
    expect(fillLetter(letter, 'Ada', true)).toEqual({
      subject: 'ÜBUNG: Ihre Daten',
      text: expect.stringMatching(/^ÜBUNG\. Diese Nachricht gehört zu einer Übung\.[^\n]*\n\nGuten Tag Ada\.\n$/),
    });
  });

  it('is the one in the language that somebody prefers, else the one for all', () => {
    const german = { subject: 'Ihre Daten', text: 'Guten Tag.' };
    const letter = { subject: 'Your data', text: 'Good day.', translations: { de: german } };
    expect(letterFor(letter, 'en', 'de')).toEqual({ ...german, language: 'de' });
    for (const preferred of ['en', 'fr', 'constructor']) {
      expect(letterFor(letter, 'en', preferred)).toEqual({ subject: 'Your data', text: 'Good day.', language: 'en' });
    }
  });

  it('is there in its own language first, and in others by their codes', () => {
    const letter = { subject: 'Your data', text: 'Good day.' };
    expect(languagesOfLetter(letter, 'en')).toEqual(['en']);
    expect(languagesOfLetter({ ...letter, translations: { fr: letter, de: letter } }, 'en')).toEqual([
      'en',
      'de',
      'fr',
    ]);
  });

  it('is approved with every word of every translation, and as before where there is none', () => {
    const letter = { breachId: 'TOC-1', listId: 'l', subject: 'Your data', text: 'Good day.', language: 'en' };
    expect(contentOf({ ...letter, translations: {} })).toBe('["TOC-1","l","Your data","Good day."]');
    const [de, fr] = [
      { subject: 'Ihre Daten', text: 'Guten Tag.' },
      { subject: 'Vos données', text: 'Bonjour.' },
    ];
    const both = contentOf({ ...letter, translations: { de, fr } });
    expect(contentOf({ ...letter, translations: { fr, de } })).toBe(both);
    const changed: Record<string, typeof de>[] = [{ de }, { de, fr: { ...fr, text: 'Bonsoir.' } }, { de: fr, fr: de }];
    const others = changed.map((translations) => contentOf({ ...letter, translations }));
    expect(new Set([both, ...others]).size).toBe(4);
  });

  it.each([
    ['dana@fjord.example', 'd•••@f•••.example'],
    ['a@mail.co.uk', 'a•••@m•••.uk'],
    ['x', 'x•••@•••'],
  ])('masks %s as %s', (email, masked) => expect(maskEmail(email)).toBe(masked));
});
