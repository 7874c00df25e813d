import type { Facts } from '../facts.ts';
import { AVAILABILITY_LOSS, CONFIDENTIALITY_LOSS, INTEGRITY_LOSS } from '../losses.ts';
import type { BreachState } from './state.ts';

/**
 * What alerts and reports that join an incident say of it, where that is graver than its record: a person looks at it
 * and states it, as the record may be what a person found out.
 */

/** Words that rise. One that is not in them, "not known", weighs as the last. */
const RISING: { readonly [K in keyof Facts]?: readonly Facts[K][] } = {
  confidentiality: CONFIDENTIALITY_LOSS,
  integrity: INTEGRITY_LOSS,
  availability: AVAILABILITY_LOSS,
  malicious: ['no', 'yes'],
  vulnerablePeople: [false, true],
};

/** Of what is said, what is graver than all that is on record or was said before. */
export function graverFacts({ facts, graver }: Pick<BreachState, 'facts' | 'graver'>, said: Partial<Facts>) {
  const known = { ...facts, ...graver };
  const keys = (Object.keys(RISING) as (keyof typeof RISING)[]).filter((key) => isGraver(key, known[key], said[key]));
  return Object.fromEntries(keys.map((key) => [key, said[key]])) as Partial<Facts>;
}

function isGraver(key: keyof Facts, known: unknown, said: unknown): boolean {
  const rising: readonly unknown[] = RISING[key] ?? [];
  const weightOf = (word: unknown) => (rising.includes(word) ? rising.indexOf(word) : rising.length - 1);
  return rising.includes(said) && said !== known && weightOf(said) >= weightOf(known);
}

/** What of it nobody has stated otherwise since. */
export function graverWithout({ graver }: Pick<BreachState, 'graver'>, stated: Partial<Facts>): Partial<Facts> {
  return Object.fromEntries(Object.entries(graver ?? {}).filter(([key]) => !(key in stated)));
}

/** What is offered to whoever states facts: what a report's kind mostly is, and what was said since that is graver. */
export function offeredFacts({ suggested, graver }: Pick<BreachState, 'suggested' | 'graver'>): Partial<Facts> {
  return { ...suggested?.facts, ...graver };
}
