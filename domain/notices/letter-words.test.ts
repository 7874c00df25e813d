import { expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { countInWords, letterWords, timeInWords } from './letter-words.ts';

const [en, de] = [letterWords('en'), letterWords('de')];

it.each([
  [24 * HOUR_MS, '24 hours', '24 Stunden'],
  [HOUR_MS, '1 hour', '1 Stunde'],
  [90 * MINUTE_MS, '90 minutes', '90 Minuten'],
  [MINUTE_MS, '1 minute', '1 Minute'],
  [HOUR_MS - MINUTE_MS, '59 minutes', '59 Minuten'],
  [90 * SECOND_MS, '90 seconds', '90 Sekunden'],
  [SECOND_MS, '1 second', '1 Sekunde'],
  [0, '0 seconds', '0 Sekunden'],
  // Of an exercise, whose hours may be no whole seconds.
  [2_600, '3 seconds', '3 Sekunden'],
])('%i ms to answer are %s, in the largest unit of which they are a whole number', (ms, english, german) => {
  expect([timeInWords(en, ms), timeInWords(de, ms)]).toEqual([english, german]);
});

it('counts are as the language writes them, and nothing where they are not known', () => {
  expect([countInWords(en, 18_207), countInWords(de, 18_207), countInWords(en, 0), countInWords(en, null)]).toEqual([
    ...['18,207', '18.207', '0', ''],
  ]);
});

it('a language without words of ours is written to in English', () => {
  expect(letterWords('fr').by('Monday')).toBe('by Monday');
});
