import { type Judged, joinSuspicion, type Placed } from '../detection/suspicions/join-suspicion.ts';
import type { RelativesPolicy } from '../detection/suspicions/relatives.ts';
import type { Joining } from '../domain/alerts/joining.ts';
import { MOST_OF_VALUE, marksIn } from '../domain/alerts/marks.ts';

/** Where the findings of one batch belong: beside those of breaches that are known, and beside each other. */
export type Placing = {
  placeOf(latest: Judged): Joining;
  /** From now on it is a relative of those that come after it. */
  add(placed: Placed): void;
};

const BEGUN = 'new:';

/** A suspicion that begins within the batch, until it has a reference: by the correlation that opens it. */
export function begunBy(correlation: string): string {
  return `${BEGUN}${correlation}`;
}

/** Whether a suspicion has no reference yet. */
export function isBegun(suspicion: string): boolean {
  return suspicion.startsWith(BEGUN);
}

/**
 * @param placed in the order in which they came in last
 * @param closed those of the breaches of `placed` that are closed
 */
export function createPlacing({
  policy,
  placed,
  closed,
}: {
  policy: RelativesPolicy;
  placed: readonly Placed[];
  closed: ReadonlySet<string>;
}): Placing {
  // Only what has a value in common is compared, and of each value the newest findings, as the store keeps them.
  const byValue = new Map<string, Map<string, Placed>>();
  const add = (one: Placed) => {
    for (const value of valuesOf(one)) {
      const found = byValue.get(value) ?? new Map<string, Placed>();
      byValue.set(value, found);
      found.delete(one.finding);
      found.set(one.finding, one);
      const [oldest = ''] = found.keys();
      if (found.size > MOST_OF_VALUE) found.delete(oldest);
    }
  };
  for (const one of placed) add(one);
  const isOpen = (suspicion: string) => !closed.has(suspicion);
  return {
    add,
    placeOf(latest) {
      const earlier = new Set(valuesOf(latest).flatMap((value) => [...(byValue.get(value)?.values() ?? [])]));
      return joinSuspicion(latest, [...earlier], { isOpen, policy });
    },
  };
}

function valuesOf({ finding, marks, together }: Judged): string[] {
  const counted = [...(together?.findings ?? [])].map((each) => `finding ${each}`);
  return [`finding ${finding}`, ...counted, ...marksIn(marks).map(({ field, value }) => `${field} ${value}`)];
}
