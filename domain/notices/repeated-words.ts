import type { BreachEvent } from '../breach/events.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import { categoriesIn } from './category-words.ts';
import { isDrafted } from './drafted.ts';
import type { Letter } from './letter.ts';
import { partsFor, STATEMENT_PARTS, type Statement, type StatementPart, textsIn } from './statement.ts';
import { type Written, writtenIn, writtenWords } from './written.ts';

/**
 * Recorded words that a letter repeats as they were written, in another language than its own, or in one that nobody
 * named: they are translated, or confirmed as right, before it leaves. Pure.
 */

/** Words in a letter to people, with the line on which they begin, and in which language they were written. */
export type RepeatedWords = { words: string; line: number; written: Written };

/** @param events those that people's words come from; `dataCategories`: as the register has them */
export function repeatedWords(
  { text, language }: Pick<Letter, 'text'> & { language: string },
  { events, dataCategories }: { events: readonly BreachEvent[]; dataCategories: readonly string[] },
): RepeatedWords[] {
  const others = [...writtenWords(events)].filter(
    ([words, written]) => words !== '' && written !== language && !isDrafted(words),
  );
  const { text: categories, asRecorded } = categoriesIn(dataCategories, language);
  const unknown = asRecorded.length === 0 ? [] : ([[categories, null, asRecorded.join(', ')]] as const);
  return [...others, ...unknown].flatMap(([words, written, shown = words]) => {
    const at = text.search(inAnyLines(words));
    return at === -1 ? [] : [{ words: shown, line: text.slice(0, at).split('\n').length, written }];
  });
}

/** A letter may break its lines elsewhere than the record. */
function inAnyLines(words: string): RegExp {
  return new RegExp(words.trim().split(/\s+/).map(RegExp.escape).join('\\s+'));
}

/**
 * A part of a notice, in which language it was written, and the languages of letters in which it would be foreign.
 * `isBehind`: it is a translation into that language, and the part itself was changed since it was written.
 */
export type ForeignPart = {
  part: StatementPart | 'dataCategories';
  written: Written;
  languages: string[];
  isBehind?: true;
};

/**
 * Parts that somebody would read in another language than the rest of their letter. What the engine drafted reaches
 * each in their own.
 *
 * @param letters the languages of the letters that each kind gets
 * @param categories as the register has them of the systems that are named
 */
export function foreignParts(
  statement: Statement,
  events: readonly BreachEvent[],
  letters: ReadonlyMap<CounterpartyKind, ReadonlySet<string>>,
  categories: readonly string[],
): ForeignPart[] {
  const words = writtenWords(events);
  const found = new Map<string, ForeignPart>();
  const add = (part: ForeignPart['part'], text: string, written: Written, languages: Iterable<string>) => {
    const before = found.get(`${part} ${text}`)?.languages ?? [];
    const others = [...languages].filter((language) => language !== written);
    const all = [...new Set([...before, ...others])].sort();
    if (all.length > 0) found.set(`${part} ${text}`, { part, written, languages: all });
  };
  for (const [kind, languages] of letters) {
    for (const language of languages) {
      const read = partsFor(statement, kind, language);
      for (const part of STATEMENT_PARTS) {
        const { text, written } = read[part];
        // Words that were recorded before are of the language of then, whatever a translation of them is said to be.
        if (!isDrafted(text)) add(part, text, writtenIn(words, text) ?? written, [language]);
      }
    }
    if (hasOwnWords(categories)) add('dataCategories', '', null, languages);
  }
  return [...found.values(), ...translationsBehind(statement, events, letters)];
}

/** Translations that are as they were while the part itself was changed: their readers would not hear of that. */
function translationsBehind(
  statement: Statement,
  events: readonly BreachEvent[],
  letters: ReadonlyMap<CounterpartyKind, ReadonlySet<string>>,
): ForeignPart[] {
  const saved = events.flatMap((event) => (event.type === 'statement-saved' ? [event.personal.statement] : []));
  const found = new Map<string, ForeignPart>();
  for (const [kind, languages] of letters) {
    for (const language of languages) {
      if (!Object.hasOwn(statement.translations ?? {}, language)) continue;
      const read = (of: Statement) =>
        [partsFor(of, kind, language), partsFor(withoutTranslations(of), kind, '')] as const;
      const [now, own] = read(statement);
      for (const part of STATEMENT_PARTS) {
        const { text } = now[part];
        if (text === own[part].text) continue;
        const others = saved.findLastIndex((each) => read(each)[0][part].text !== text);
        const first = saved[others + 1];
        const isBehind = first !== undefined && read(first)[1][part].text !== own[part].text;
        const one = { part, written: language, languages: [language], isBehind: true as const };
        if (isBehind) found.set(`${part} ${language}`, one);
      }
    }
  }
  return [...found.values()];
}

function withoutTranslations({ translations: _, ...own }: Statement): Statement {
  return own;
}

/** Whether a notice holds words that are not the engine's own: only then it matters who reads it in which language. */
export function mayBeForeign(statement: Statement, categories: readonly string[]): boolean {
  const isTyped = textsIn(statement).some(({ text }) => STATEMENT_PARTS.some((part) => !isDrafted(text[part] ?? '')));
  return isTyped || hasOwnWords(categories);
}

function hasOwnWords(categories: readonly string[]): boolean {
  return categoriesIn(categories, 'en').asRecorded.length > 0;
}
