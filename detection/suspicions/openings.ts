import { bothMarks, type Marks, MOST_OF_VALUE, marksIn } from '../../domain/alerts/marks.ts';
import { joinsStorm } from '../../domain/alerts/storm.ts';
import { digestOf, type Finding } from '../finding.ts';
import { bothHappened, type Happened } from '../happened.ts';
import type { Evaluation } from '../rules/evaluate.ts';
import { joinSuspicion, type Placed } from './join-suspicion.ts';
import type { RelativesPolicy } from './relatives.ts';
import type { StormPolicy } from './storm-policy.ts';

/**
 * How many suspicions findings would open, one after the other in the order in which they came. None is ever closed:
 * when people would have closed those that never were, nobody knows.
 */
export type Openings = {
  /** Takes the next finding. @returns whether it opens a suspicion */
  take(seen: SeenFinding): boolean;
  count(): number;
};

/** `marks`: by what it is compared with its relatives. `hour`: that in which its alert came in. */
export type SeenFinding = {
  finding: Pick<Finding, 'source' | 'findingId' | 'correlation'>;
  evaluation: Pick<Evaluation, 'outcome' | 'opens'>;
  marks: Marks;
  happened: Happened;
  hour: string;
};

/** Of each value the newest findings are kept, as the store does, and which suspicion a finding and its group have. */
export function createOpenings(relatives: RelativesPolicy, storm: StormPolicy): Openings {
  const suspicionOf = new Map<string, string>();
  const placed = new Map<string, Placed & { values: Set<string> }>();
  const byValue = new Map<string, Set<string>>();
  const storms = new Map<string, { opened: number; newest: string | null }>();
  let opened = 0;

  const relativeOf = (finding: string, { marks, happened }: SeenFinding): string | null => {
    const ids = new Set(valuesOf(marks).flatMap((value) => [...(byValue.get(value) ?? [])]));
    const found = [...ids].flatMap((id) => placed.get(id) ?? []);
    const latest = { finding, exercise: false, firstAt: happened.first, lastAt: happened.last, marks };
    return joinSuspicion(latest, found, { isOpen: () => true, policy: relatives }).joins;
  };
  const place = (finding: string, suspicion: string, { marks, happened }: SeenFinding) => {
    const before = placed.get(finding);
    const both = before === undefined ? marks : bothMarks(before.marks, marks);
    const { first, last } = bothHappened(before && { first: before.firstAt, last: before.lastAt }, happened);
    const values = before?.values ?? new Set<string>();
    placed.set(finding, { finding, suspicion, exercise: false, marks: both, firstAt: first, lastAt: last, values });
    for (const value of valuesOf(both)) {
      const known = byValue.get(value) ?? new Set<string>();
      byValue.set(value, known);
      known.delete(finding);
      known.add(finding);
      values.add(value);
      if (known.size > MOST_OF_VALUE) forget(value, known);
    }
  };
  /** What is found by no value any more is no relative of anything. */
  const forget = (value: string, known: Set<string>) => {
    const [oldest = ''] = known;
    known.delete(oldest);
    const values = placed.get(oldest)?.values;
    values?.delete(value);
    if (values?.size === 0) placed.delete(oldest);
  };
  const stormOf = ({ finding: { source }, hour }: SeenFinding) => {
    const key = JSON.stringify([source, hour]);
    const found = storms.get(key) ?? { opened: 0, newest: null };
    storms.set(key, found);
    return found;
  };

  return {
    count: () => opened,
    take(seen) {
      const { finding, evaluation } = seen;
      if (evaluation.outcome === 'ignore') return false;
      const group = keyOf('group', [finding.correlation]);
      const id = keyOf('finding', [finding.source, finding.findingId]);
      const known = suspicionOf.get(group) ?? suspicionOf.get(id) ?? relativeOf(id, seen);
      if (known === null && !evaluation.opens) return false;
      const inStorm = stormOf(seen);
      const joins = known ?? joinsStorm(inStorm, storm.openings);
      if (joins === null) {
        opened += 1;
        inStorm.opened += 1;
        inStorm.newest = String(opened).padStart(9, '0');
      }
      const suspicion = joins ?? inStorm.newest ?? '';
      suspicionOf.set(group, suspicion);
      suspicionOf.set(id, suspicion);
      place(id, suspicion, seen);
      return joins === null;
    },
  };
}

function valuesOf(marks: Marks): string[] {
  return marksIn(marks).map(({ field, value }) => `${field} ${value}`);
}

/** Short, however long the names are. */
function keyOf(kind: string, names: readonly string[]): string {
  return digestOf(JSON.stringify([kind, ...names])).slice(0, 24);
}
