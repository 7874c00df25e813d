import type { BreachEvent } from '../breach/events.ts';
import { awarenessOf, type BreachState } from '../breach/state.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';
import { isDrafted } from './drafted.ts';
import { partsFor, type Statement } from './statement.ts';

/** What of a notice is text of its statement. */
type SaidTexts = {
  nature: string;
  consequences: string;
  measures: string;
  /** What to do; empty in notices of before version 0.7. */
  advice: string;
};

/** What a notice says of the breach, and may be corrected later. */
export type Said = SaidTexts & {
  awareAt: Instant;
  people: number | null;
  records: number | null;
  /** Texts that were written in another language than asked for, as whoever wrote them said: in which. */
  foreign?: Partial<Record<keyof SaidTexts, string>>;
};
export type SaidPart = Exclude<keyof Said, 'foreign'>;

export type ReleaseEvent = BreachEvent & { type: 'notices-released' };

/** What one kind reads by a release in letters of a language: its text, and the figures as they were looked at. */
export function saidBy({ data, personal }: ReleaseEvent, kind: CounterpartyKind, language: string): Said {
  return { ...data.figures, ...textsSaid(personal.statement, kind, language) };
}

/** The texts that one kind reads in letters of a language. */
export function textsSaid(
  statement: Statement,
  kind: CounterpartyKind,
  language: string,
): SaidTexts & Pick<Said, 'foreign'> {
  const { happened: nature, ...others } = partsFor(statement, kind, language);
  const read = Object.entries({ nature, ...others });
  const foreign = read.flatMap(([name, { text, written }]) =>
    written === null || written === language || isDrafted(text) ? [] : [[name, written] as const],
  );
  return {
    ...(Object.fromEntries(read.map(([name, { text }]) => [name, text])) as SaidTexts),
    ...(foreign.length > 0 && { foreign: Object.fromEntries(foreign) }),
  };
}

/** A text that stands in a letter of another language, and in which it was written. */
export type ForeignText = { text: string; language: string };

/** All such texts that one kind was to read in letters of a language. */
export function foreignTexts(
  releases: readonly ReleaseEvent[],
  kind: CounterpartyKind,
  language: string,
): ForeignText[] {
  return releases
    .filter(({ data }) => data.kinds.includes(kind))
    .flatMap((release) => {
      const said = saidBy(release, kind, language);
      const foreign = Object.entries(said.foreign ?? {}) as [keyof SaidTexts, string][];
      return foreign.map(([part, written]) => ({ text: said[part], language: written }));
    });
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
