import { shorten } from '../../domain/shorten.ts';

/** What fits on a few lines; the alert itself has the rest. */
const MOST = 400;

/** What a tool says at length of a finding; empty where that is no more than its title. */
export function descriptionOf(title: string, description = ''): string {
  return description.trim() === title.trim() ? '' : shorten(description.trim(), MOST);
}
