import { concernedAs } from '../../domain/breach/concerned.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { letterLanguage } from '../../domain/communication/letter-language.ts';
import type { LetterInLanguages } from '../../domain/notices/letter.ts';
import { WORDED_BY } from '../../domain/notices/outside-words.ts';
import { type RepeatedWords, repeatedWords } from '../../domain/notices/repeated-words.ts';
import { readEventsOf } from '../../store/events.ts';
import type { ServiceDeps } from '../deps.ts';

/** Recorded words that a letter repeats and that may not be in its language, in each of its languages. */
export async function repeatedIn(
  { policy, store }: Pick<ServiceDeps, 'policy' | 'store'>,
  state: Pick<BreachState, 'breachId' | 'facts' | 'plan'>,
  { text, language = letterLanguage(policy), translations = {} }: LetterInLanguages,
): Promise<(RepeatedWords & { language: string })[]> {
  const events = await readEventsOf(store, state.breachId, WORDED_BY);
  const record = { events, dataCategories: concernedAs('controller', state).dataCategories };
  const letters = [
    [language, text] as const,
    ...Object.entries(translations).map(([code, of]) => [code, of.text] as const),
  ];
  return letters.flatMap(([code, words]) =>
    repeatedWords({ text: words, language: code }, record).map((each) => ({ ...each, language: code })),
  );
}
