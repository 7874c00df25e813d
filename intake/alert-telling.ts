import type { SeenFinding } from '../domain/alerts/news.ts';
import { bothTold, isTold, nothingTold, type Said, type Told } from '../domain/alerts/told.ts';

/** How much findings of one batch tell each suspicion, so that no storm of them fills it. */

/** Handed to a breach within one hour, at most; what says more than all of them waits for the next one. */
export const MOST_HANDED = 20;
/** The same with what has waited and is told by no other: what is owed has an end, and none of it waits for a day. */
const MOST_OWED = 10 * MOST_HANDED;

export type Telling = {
  /** Whether so much was handed over within this hour that only news waits, and all else is counted. */
  isFull(suspicion: string, isUrgent: boolean): boolean;
  /** Whether what has waited is handed over all the same. */
  takesOwed(suspicion: string): boolean;
  /** Whether it was told all that this finding says by a rule, or will be by one that waits. */
  isTold(suspicion: string, said: SeenFinding, rule: string, isOwing: boolean): boolean;
  /** It joins one, to which it is handed over. */
  handOver(suspicion: string): void;
  /** What is handed over (`told`), or waits (`owed`). */
  note(suspicion: string, what: 'told' | 'owed', said: Said): void;
  /** What each was told by this batch alone. */
  noted(): ReadonlyMap<string, Told>;
};

/** @param hour the one in which the batch is judged */
export function createTelling({
  handed,
  told,
  hour,
}: {
  handed: ReadonlyMap<string, number>;
  told: ReadonlyMap<string, Told>;
  hour: string;
}): Telling {
  const counts = new Map(handed);
  const all = new Map(told);
  const noted = new Map<string, Told>();
  const add = (to: Map<string, Told>, suspicion: string, more: Told) => {
    to.set(suspicion, bothTold(to.get(suspicion) ?? nothingTold(hour), more));
  };
  const countOf = (suspicion: string) => counts.get(suspicion) ?? 0;
  return {
    isFull: (suspicion, isUrgent) => countOf(suspicion) >= (isUrgent ? 2 * MOST_HANDED : MOST_HANDED),
    takesOwed: (suspicion) => countOf(suspicion) < MOST_OWED,
    isTold: (suspicion, said, rule, isOwing) => {
      return isTold(all.get(suspicion) ?? nothingTold(hour), said, rule, isOwing);
    },
    handOver: (suspicion) => void counts.set(suspicion, countOf(suspicion) + 1),
    note(suspicion, what, said) {
      const more = { ...nothingTold(hour), [what]: said };
      add(all, suspicion, more);
      add(noted, suspicion, more);
    },
    noted: () => noted,
  };
}
