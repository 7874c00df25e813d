import type { PlacesOfPeople } from '../../domain/breach/places-of-people.ts';
import type { View } from '../view.ts';
import { number } from './figures.ts';

/** `DE 40, FR some`, as somebody said; else what the register lists; null where neither is known. */
export function sayPlaces(view: Pick<View, 'words' | 'language'>, { stated, listed }: PlacesOfPeople): string | null {
  const { breach, facts } = view.words;
  if (stated.length > 0) {
    return stated
      .map(({ place, count }) => `${place} ${count === null ? facts.some : number(count, view.language)}`)
      .join(', ');
  }
  return listed.length === 0 ? null : breach.key.registerLists(listed.join(', '));
}
