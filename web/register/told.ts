import type { RegisterFiling } from '../../domain/breach/views.ts';
import { shortOf } from '../../domain/filing/communication.ts';
import { number } from '../breach/figures.ts';
import type { View } from '../view.ts';

/** How many people were told, as a number; `at most` so many where several lists may hold the same people. */
export function toldNumber(
  { words, language }: Pick<View, 'words' | 'language'>,
  { told, atMost = false }: { told: number; atMost?: boolean },
): string {
  const counted = number(told, language);
  return atMost ? words.register.atMost(counted) : counted;
}

/** Of the filings of a breach, the count of people that is, or may be, fewer than are concerned; null for none. */
export function countedIn(
  filings: readonly Pick<RegisterFiling, 'people'>[],
): { told: number; concerned: number; atMost?: boolean } | null {
  for (const { people } of filings) {
    const { told, concerned = null, atMost = false } = people ?? { told: 0 };
    if (atMost && concerned !== null) return { told, concerned, atMost };
  }
  return shortOf(filings.flatMap(({ people }) => (people === undefined ? [] : [{ people }])));
}
