import { findTemplate } from '../notices/templates.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';

/** The language of a letter to people, whatever others it is in: that of the policy's own, from which it is drafted. */
export function letterLanguage(policy: CompiledPolicy): string {
  return findTemplate(policy, 'data-subject', policy.organisation.language)?.language ?? 'en';
}

/**
 * How many people of a list get each letter, by its language; null where nobody counted them. `letters`: the one that
 * goes to whoever prefers none of them first.
 */
export function readersOf(
  counts: Readonly<Record<string, number>> | null,
  letters: readonly string[],
): { language: string; people: number | null }[] {
  if (counts === null) return letters.map((language) => ({ language, people: null }));
  const [, ...translations] = letters;
  const all = Object.values(counts).reduce((sum, people) => sum + people, 0);
  const translated = translations.reduce((sum, language) => sum + (counts[language] ?? 0), 0);
  return letters.map((language, i) => ({ language, people: i === 0 ? all - translated : (counts[language] ?? 0) }));
}

/** People of a list who prefer a language of no letter, the most first; null where nobody counted them. */
export function preferringOthers(
  counts: Readonly<Record<string, number>> | null,
  letters: readonly string[],
): { language: string; people: number }[] | null {
  if (counts === null) return null;
  const others = Object.entries(counts).filter(([language, people]) => !letters.includes(language) && people > 0);
  return others.map(([language, people]) => ({ language, people })).sort((a, b) => b.people - a.people);
}
