import { de } from './de/index.ts';
import { en, type Words } from './en/index.ts';

export type { Words };

/** Languages of the interface: one folder each. */

const LANGUAGES = { en, de } as const satisfies Record<string, Words>;
export type Language = keyof typeof LANGUAGES;

/** Their tags. */
export const LANGUAGES_OF_PAGES = Object.keys(LANGUAGES) as [Language, ...Language[]];

/** Names of the languages, each in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** The texts of a language. */
export function wordsOf(language: Language): Words {
  return LANGUAGES[language];
}

/** Whether there are texts of a language, by its tag. */
export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

/** The first language of the list that there is: a choice of the visitor's, what the browser asks for; else English. */
export function pickLanguage(...wanted: (string | undefined)[]): Language {
  const tags = wanted.flatMap((list) => (list ?? '').split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase()));
  return tags.find(isLanguage) ?? 'en';
}
