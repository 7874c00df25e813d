import { expect, it } from '@jest/globals';
import { wordsOf } from './index.ts';

/** Every text of the German words, with the way to it; of a function the source, in which its texts stand. */
function textsIn(words: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return [[path, String(words).replaceAll(/\$\{[^}]*\}/g, '')]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => textsIn(value, `${path}.${key}`));
}

const TEXTS = textsIn(wordsOf('de'));

/** What each of our own things is called, against words that name it otherwise or say something else in law. */
it.each([
  ['the breach policy is the Regelwerk: a Richtlinie is a directive of the Union', /\bPolicy\b|(?<![-\w])Richtlinie\b/],
  ['a campaign is an Anschreiben', /Kampagne|Anschreibene/],
  ['law is cited as German lawyers do', /\bArts?\. ?\d+\w?\(\d|\bGDPR\b|\blit\. [a-z]\b/],
])('%s', (_, not) => {
  expect(TEXTS.length).toBeGreaterThan(1_000);
  expect(TEXTS.filter(([, text]) => not.test(text))).toEqual([]);
});
