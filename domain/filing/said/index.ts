import { de } from './de.ts';
import { en } from './en.ts';
import type { Said } from './sentences.ts';

const LANGUAGES = { en, de } as const satisfies Record<string, Said>;
export type FilingLanguage = keyof typeof LANGUAGES;

export function saidIn(language: FilingLanguage): Said {
  return LANGUAGES[language];
}

/** The first of the languages in which the engine can write, in the order of the wish; English where it has none. */
export function filingLanguage(...wanted: readonly string[]): FilingLanguage {
  return wanted.find((each): each is FilingLanguage => Object.hasOwn(LANGUAGES, each)) ?? 'en';
}
