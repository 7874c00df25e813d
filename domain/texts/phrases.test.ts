import { describe, expect, it } from '@jest/globals';
import { NO_TEXTS } from './catalogue.ts';
import { PHRASES } from './de/phrases.ts';
import { sayIn, sayPhraseIn } from './say.ts';

describe('what the engine notes in a few words', () => {
  it.each([
    ['is a list where a text is expected', 'ist eine Liste; erwartet wird ein Text'],
    ['no SMTP session (ECONNREFUSED)', 'keine SMTP-Sitzung (ECONNREFUSED)'],
    ['Entry 7 follows entry 5: entries were removed.', 'Eintrag 7 folgt auf Eintrag 5: Einträge wurden entfernt.'],
    [
      'The second factor of the user u-1 was not written by Tocsin, or was changed. It grants nothing.',
      'Der zweite Faktor des Kontos u-1 wurde nicht von Tocsin geschrieben oder wurde geändert. Rechte gibt es damit ' +
        'keine.',
    ],
    [
      'The clock gdpr-art33 shows other than its events say: due, status.',
      'Die Frist gdpr-art33 zeigt anderes, als die Ereignisse sagen: due, status.',
    ],
    ['The clock gdpr-art33 is none of its plan.', 'Die Frist gdpr-art33 gehört nicht zu seinem Plan.'],
    [
      'follows event 3: events were removed, repeated or moved',
      'folgt auf Ereignis 3: Ereignisse wurden entfernt, wiederholt oder verschoben',
    ],
  ])('“%s” is said in German', (english, german) => {
    expect(sayPhraseIn('de', english)).toBe(german);
    expect(sayPhraseIn('en', english)).toBe(english);
  });

  it('stays unsaid where there are no words for it', () => {
    expect(sayPhraseIn('de', 'Somebody typed this.')).toBeNull();
    expect(sayPhraseIn('de', 'Entry 7 was eaten.')).toBeNull();
  });

  it('is not looked for in what may be a person’s words', () => {
    const plain = PHRASES.map(([english]) => english).filter((english) => !/[{[]/.test(english));
    for (const english of [...plain, 'Slack is down', 'belongs to us'])
      expect(sayIn(NO_TEXTS, 'de', english)).toBeNull();
  });
});
