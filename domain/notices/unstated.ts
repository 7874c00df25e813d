import { TEXT_LANGUAGES } from '../texts/languages.ts';
import type { Letter } from './letter.ts';
import { ownWords } from './own-words.ts';
import { type NoticeTemplate, PLACEHOLDER } from './template.ts';
import { joinLines } from './wrap.ts';

/** What the policy's letter to people takes from the record (GDPR Art. 34(2)). */
const FROM_THE_RECORD = ['nature', 'dataCategories', 'consequences', 'measures'] as const;
export type LetterFact = (typeof FROM_THE_RECORD)[number];

/**
 * A place where a letter says that something is not known yet; `fact` is null where the template does not tell which.
 */
export type Unstated = { where: keyof Letter; line: number; fact: LetterFact | null };

/** Those words in any language: until version 0.12 they stood in English in every letter. */
const NOT_KNOWN = TEXT_LANGUAGES.map((language) => ownWords(language).frame.notKnown.replaceAll(' ', '\\s+')).join('|');

/** Where a letter still says "not known yet", in the order of its lines. A line's end may stand between the words. */
export function unstatedIn({ subject, text }: Letter, template: NoticeTemplate | undefined): Unstated[] {
  const lead = leadsOf(template);
  const mark = new RegExp(`\\b(?:${NOT_KNOWN})\\b`, 'gi');
  const places = (where: keyof Letter, words: string): Unstated[] =>
    [...words.matchAll(mark)].map(({ index }) => {
      const before = words.slice(0, index);
      const said = before.replaceAll(/\s+/g, ' ');
      const fact = lead.find(([, words]) => said.endsWith(words))?.[0] ?? null;
      return { where, line: before.split('\n').length, fact };
    });
  return [...places('subject', subject), ...places('text', text)];
}

/** What stands before each fact in its paragraph of the template, such as `What happened: `. */
function leadsOf(template: NoticeTemplate | undefined): (readonly [LetterFact, string])[] {
  return joinLines(template?.body ?? '').flatMap((paragraph) =>
    [...paragraph.matchAll(PLACEHOLDER)].flatMap(({ 1: name, index }) => {
      const fact = FROM_THE_RECORD.find((known) => known === name);
      const words = paragraph.slice(0, index).replaceAll(/\s+/g, ' ').split('}}').at(-1) ?? '';
      return fact === undefined || words.trim() === '' ? [] : [[fact, words] as const];
    }),
  );
}
