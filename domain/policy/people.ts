import type { Facts } from '../facts.ts';
import { covers } from '../jurisdictions.ts';

/**
 * How many people a law counts: by where they live and by how many they are together. Where the two numbers do not
 * agree, the graver one counts until somebody corrects it.
 */

/** Stands for a number that is not known yet: as many as there can be. */
export const UNKNOWN_COUNT = 10_000_000_000n;

type People = Pick<Facts, 'residents' | 'peopleConcerned'>;

/**
 * What the triggers of one jurisdiction see beside the rest: how many of the people concerned may live there. Where
 * nobody is said to live there, those may of whom no place is named.
 * @param missing people whom no place counts though each that was looked at is named: they may live in any of them
 */
export function peopleIn(jurisdiction: string, facts: People, missing = 0): { here: bigint; most: bigint } {
  const unknown = countOf(mostPeople(facts));
  const counts = Object.entries(facts.residents ?? {})
    .filter(([place]) => covers(jurisdiction, place))
    .map(([, count]) => (count === null ? unknown : BigInt(count)));
  const more = counts.length === 0 ? withoutPlace(facts) : BigInt(missing);
  const here = counts.reduce((sum, count) => sum + count, more);
  return { here, most: counts.reduce((most, count) => (count > most ? count : most), 0n) + more };
}

/** How many of the people concerned no place is named for. "Some" in one place may be all that are not counted. */
export function withoutPlace({ residents, peopleConcerned }: People): bigint {
  const counts = Object.values(residents ?? {});
  if (counts.length === 0) return countOf(peopleConcerned);
  const named = counts.reduce<number>((sum, count) => sum + (count ?? Number.POSITIVE_INFINITY), 0);
  return BigInt(Math.max((peopleConcerned ?? 0) - named, 0));
}

/** People concerned wherever they live: at least as many as live where they are known to. */
export function everyoneIn(facts: People): bigint {
  const counts = Object.values(facts.residents ?? {});
  if (facts.peopleConcerned === null && counts.length > 0 && !counts.includes(null)) return BigInt(byPlaceOf(facts));
  return countOf(mostPeople(facts));
}

/** The people concerned, or those counted by place where that is more; null where they may be any number. */
export function mostPeople(facts: People): number | null {
  return facts.peopleConcerned === null ? null : Math.max(facts.peopleConcerned, byPlaceOf(facts));
}

/** All that are counted in a place. */
function byPlaceOf({ residents }: People): number {
  return Object.values(residents ?? {}).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

export type Disagreement = {
  /** `more-by-place`: places count more than there are; `fewer-by-place`: fewer, and none is left for the others. */
  kind: 'more-by-place' | 'fewer-by-place';
  people: number;
  byPlace: number;
};

/**
 * Whether the number of people and the counts by place contradict each other; null where both can be right.
 * @param lookedAt every place whose law was looked at; none where that is not on record
 */
export function disagreementOf(facts: People, lookedAt: readonly string[]): Disagreement | null {
  const { peopleConcerned: people, residents } = facts;
  if (people === null || residents === null || Object.keys(residents).length === 0) return null;
  const byPlace = byPlaceOf(facts);
  if (byPlace > people) return { kind: 'more-by-place', people, byPlace };
  if (withoutPlace(facts) === 0n) return null;
  const named = Object.keys(residents);
  const isNamed = (place: string) => named.some((one) => covers(place, one));
  return lookedAt.length > 0 && lookedAt.every(isNamed) ? { kind: 'fewer-by-place', people, byPlace } : null;
}

/** How many people are counted in no place though no other place is left for them. */
export function missingOf(found: Disagreement | null): number {
  return found?.kind === 'fewer-by-place' ? found.people - found.byPlace : 0;
}

export function countOf(count: number | null): bigint {
  return count === null ? UNKNOWN_COUNT : BigInt(count);
}
