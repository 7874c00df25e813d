import { addresseeOf } from '../policy/addressee.ts';
import type { CompiledObligation } from '../policy/compiled.ts';
import type { LawTerms } from '../policy/law-terms.ts';
import { UNKNOWN_COUNT } from '../policy/people.ts';
import type { PlannedObligation } from './types.ts';

/** When a law lets a public notice take the place of letters, at the duty to tell its people. */

/**
 * What a plan says of it: from where on, and how many people are known to be concerned there (null while nobody knows).
 * `over`: by their number it may. Null where it may not by number, and no cost is named that would allow it.
 */
export function substituteOf(
  terms: LawTerms | undefined,
  obligation: Pick<CompiledObligation, 'role' | 'recipient'>,
  peopleHere: () => bigint,
): PlannedObligation['substitute'] | null {
  const { substituteNotice } = terms ?? {};
  if (substituteNotice === undefined || addresseeOf(obligation) !== 'people') return null;
  const { costOver, peopleOver, currency, says } = substituteNotice;
  if (costOver === null && peopleOver === null) return null;
  const here = peopleHere();
  const people = here >= UNKNOWN_COUNT ? null : Number(here);
  const isUnder = people !== null && peopleOver !== null && people <= peopleOver;
  if (isUnder) return null;
  const over = people !== null && peopleOver !== null;
  return { over, people, peopleOver, costOver, currency, says };
}

/** In a line, such as: where more than 1,000 people are to be told (1,200 are known), or it would cost more than … */
export function saySubstitute({ over, people, peopleOver, costOver, currency, says }: Substitute): string {
  const number = (n: number) => n.toLocaleString('en');
  const known = people === null ? 'their number is not known' : `${number(people)} are known`;
  const limits = [
    ...(peopleOver === null ? [] : [`more than ${number(peopleOver)} people are to be told (${known})`]),
    ...(costOver === null ? [] : [`it would cost more than ${currency} ${number(costOver)}`]),
  ];
  return `A public notice ${over ? 'may' : 'may yet'} take the place of letters where ${limits.join(', or ')}. ${says}`;
}
type Substitute = NonNullable<PlannedObligation['substitute']>;
