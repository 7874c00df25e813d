import type { Facts } from '../facts.ts';
import type { PeopleCount } from './tally.ts';

/**
 * What the lists of a breach say of it, as facts that a person may take over; null where they add nothing. Places on
 * record stay, and a number on record that is larger too: the lists need not hold everybody.
 */
export function offeredFacts(
  facts: Pick<Facts, 'peopleConcerned' | 'residents'>,
  { people, countries }: PeopleCount,
): Partial<Pick<Facts, 'peopleConcerned' | 'residents'>> | null {
  const isMore = people > (facts.peopleConcerned ?? 0);
  const recorded = facts.residents ?? {};
  const places = Object.entries(countries).filter(([place, n]) => !holds(recorded[place], n));
  const offered = {
    ...(isMore && { peopleConcerned: people }),
    ...(places.length > 0 && { residents: { ...recorded, ...Object.fromEntries(places) } }),
  };
  return Object.keys(offered).length === 0 ? null : offered;
}

/** Whether the record says already that so many live there, or more. */
function holds(recorded: number | null | undefined, n: number): boolean {
  return (recorded ?? 0) >= n;
}
