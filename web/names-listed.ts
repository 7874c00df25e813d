import { number } from './breach/figures.ts';
import type { View } from './view.ts';

/** Names that stand in a sentence; the rest of them is a number. */
export const NAMES_LISTED = 10;

/** `A, B and 1,200 more`. */
export function listNames(
  { words, language }: Pick<View, 'words' | 'language'>,
  names: readonly string[],
  count = names.length,
): string {
  const shown = names.slice(0, NAMES_LISTED);
  const rest = count - shown.length;
  return rest <= 0 ? shown.join(', ') : words.shell.andMore(shown.join(', '), number(rest, language));
}
