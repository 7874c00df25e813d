import type { BreachEvent } from '../breach/events.ts';
import { awarenessOf, type BreachState } from '../breach/state.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';
import { textFor } from './statement.ts';

/** What a notice says of the breach, and may be corrected later. */
export type Said = {
  awareAt: Instant;
  nature: string;
  people: number | null;
  records: number | null;
  consequences: string;
  measures: string;
  /** What to do; empty in notices of before version 0.7. */
  advice: string;
};

export type ReleaseEvent = BreachEvent & { type: 'notices-released' };

/** What one kind reads by a release: its text, and the figures as they were looked at. */
export function saidBy({ data, personal }: ReleaseEvent, kind: CounterpartyKind): Said {
  const { happened: nature, consequences, measures, advice } = textFor(personal.statement, kind);
  return { ...data.figures, nature, consequences, measures, advice };
}

/** The newest release of a kind; undefined where none is. */
export function newestRelease(releases: readonly ReleaseEvent[], kind: CounterpartyKind): ReleaseEvent | undefined {
  return releases.findLast(({ data }) => data.kinds.includes(kind));
}

/** What notices say that began before there were releases: the record as it stands, in the words that it holds. */
export function saidBefore(state: BreachState): Said {
  const { facts, narrative, reportedAt } = state;
  const { summary: nature, consequences, measures } = narrative;
  const [people, records] = [facts.peopleConcerned, facts.recordsConcerned];
  return { awareAt: awarenessOf(state) ?? reportedAt, nature, people, records, consequences, measures, advice: '' };
}
