import { describe, expect, it } from '@jest/globals';
import { toldWords } from './told-words.ts';

describe('what goes on record where all customers acknowledged', () => {
  const proof = { customers: 12, page: 3, hash: 'ab12' };

  it.each([
    ['en', 0, 'Every customer has acknowledged (12). Ledger of the notices, page 3, hash ab12.'],
    [
      'en',
      1,
      'Every customer has acknowledged (12, 1 by telephone or in person). Ledger of the notices, page 3, hash ab12.',
    ],
    ['de', 0, 'Alle Kunden haben bestätigt (12). Buch der Mitteilungen, Seite 3, Hash ab12.'],
    [
      'de',
      2,
      'Alle Kunden haben bestätigt (12, 2 telefonisch oder persönlich). Buch der Mitteilungen, Seite 3, Hash ab12.',
    ],
    ['fr', 0, 'Every customer has acknowledged (12). Ledger of the notices, page 3, hash ab12.'],
  ])('in %s with %i of them told in another way', (language, spoken, says) => {
    expect(toldWords(language).receipt({ ...proof, spoken })).toBe(says);
  });

  it('says how they were told, and why the duty is met', () => {
    expect(toldWords('en')).toMatchObject({
      channel: 'Notices to the customers, each by its own link',
      reasons: expect.stringContaining('counts from the last acknowledgement'),
    });
    expect(toldWords('de')).toMatchObject({
      channel: 'Mitteilungen an die Kunden, jede über ihren eigenen Link',
      reasons: expect.stringContaining('es zählt die letzte Bestätigung'),
    });
  });
});
