import { findTemplate } from '../notices/templates.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';

/** The one language of the letters to people: that of the policy's own, from which they are drafted. */
export function letterLanguage(policy: CompiledPolicy): string {
  return findTemplate(policy, 'data-subject', policy.organisation.language)?.language ?? 'en';
}

/** People of a list who prefer another language than the letter's, the most first; null where nobody counted them. */
export function preferringOthers(
  counts: Readonly<Record<string, number>> | null,
  letter: string,
): { language: string; people: number }[] | null {
  if (counts === null) return null;
  const others = Object.entries(counts).filter(([language, people]) => language !== letter && people > 0);
  return others.map(([language, people]) => ({ language, people })).sort((a, b) => b.people - a.people);
}
