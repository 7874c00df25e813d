import { number } from '../breach/figures.ts';
import { languageName } from '../languages/display-names.ts';
import type { View } from '../view.ts';
import type { InLanguage } from './model.ts';

/** `German, to 12 people`: how many get the letter in a language; null: nobody counted them. */
export function sayReaders(
  { words, language: own }: Pick<View, 'words' | 'language'>,
  { language, people }: { language: string; people: number | null },
): string {
  const { translated, total } = words.campaigns;
  return translated.text(languageName(language, own), people === null ? null : total(number(people, own)));
}

/** Who on the list prefers another language than that of the letter, a sentence for each. */
export function sayOthers(
  { words, language: own }: Pick<View, 'words' | 'language'>,
  { language, preferringOthers }: InLanguage,
): string[] {
  return (preferringOthers ?? []).map(({ language: preferred, people }) => {
    const names = [languageName(preferred, own), languageName(language, own)] as const;
    return words.campaigns.preferOther(people, number(people, own), ...names);
  });
}
