import type { Problem } from '../policy/problem.ts';
import { OTHER_LANGUAGES, type OtherLanguage, type TextLanguage } from './languages.ts';
import type { SaidText } from './split.ts';

/** What a policy says in other languages than English: by language, then by the English text. */
export type Texts = Readonly<Record<OtherLanguage, ReadonlyMap<string, string>>>;

export const NO_TEXTS: Texts = { de: new Map() };

/** Puts together what the files of a policy say. The same English text has one text in each language. */
export function collectTexts(files: readonly { file: string; texts: readonly SaidText[] }[]): {
  texts: Texts;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const found = new Map<string, { said: string; file: string }>();
  const texts = Object.fromEntries(OTHER_LANGUAGES.map((each) => [each, new Map<string, string>()])) as {
    [L in OtherLanguage]: Map<string, string>;
  };
  for (const { file, texts: of } of files) {
    for (const { path, said } of of) {
      for (const language of OTHER_LANGUAGES) {
        const text = said[language];
        if (text === undefined) continue;
        const key = `${language} ${said.en}`;
        const before = found.get(key) ?? { said: text, file };
        found.set(key, before);
        texts[language].set(said.en, before.said);
        if (before.said === text) continue;
        const message = `the same English text is “${before.said}” in ${before.file}: one text has one translation`;
        problems.push({ file, path: [...path, language], message });
      }
    }
  }
  return { texts, problems };
}

/** A text of the policy in a language; null where it has none there. */
export function textIn(texts: Texts, language: TextLanguage, english: string): string | null {
  return language === 'en' ? english : (texts[language].get(english.trim()) ?? null);
}
