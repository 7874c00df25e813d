import { bothMarks, type Marks, marksIn } from '../../domain/alerts/marks.ts';
import { type Instant, toMs } from '../../domain/time.ts';
import { digestOf, type Finding } from '../finding.ts';
import type { Evaluation } from '../rules/evaluate.ts';
import { joinSuspicion, type Placed } from './join-suspicion.ts';
import type { RelativesPolicy } from './relatives.ts';

/**
 * How many suspicions findings would open, one after the other in the order in which they came. None is ever closed:
 * when people would have closed those that never were, nobody knows.
 */
export type Openings = {
  /** Takes the next finding. @returns whether it opens a suspicion */
  take(seen: SeenFinding): boolean;
  count(): number;
};

/** `marks`: by what it is compared with its relatives. `at`: when its alert came in. */
export type SeenFinding = {
  finding: Pick<Finding, 'source' | 'findingId' | 'correlation'>;
  evaluation: Pick<Evaluation, 'outcome' | 'opens'>;
  marks: Marks;
  at: Instant;
};

/** Findings that are kept for one value, the newest: as many as the store keeps. */
const MOST_FOR_VALUE = 20;

/** What lies further back than the window is forgotten, but for which suspicion a finding and its group belong to. */
export function createOpenings(policy: RelativesPolicy): Openings {
  const suspicionOf = new Map<string, string>();
  const live = new Map<string, Placed>();
  const byValue = new Map<string, string[]>();
  let opened = 0;

  const forget = (at: Instant) => {
    for (const [id, { lastAt, marks }] of live) {
      if (toMs(at) - toMs(lastAt) <= policy.window) return;
      live.delete(id);
      for (const value of valuesOf(marks)) {
        const rest = byValue.get(value)?.filter((each) => each !== id) ?? [];
        if (rest.length === 0) byValue.delete(value);
        else byValue.set(value, rest);
      }
    }
  };
  const relativeOf = (finding: string, { marks, at }: SeenFinding): string | null => {
    const ids = new Set(valuesOf(marks).flatMap((value) => byValue.get(value) ?? []));
    const relatives = [...ids].flatMap((id) => live.get(id) ?? []);
    const latest = { finding, exercise: false, firstAt: at, lastAt: at, marks };
    return joinSuspicion(latest, relatives, { isOpen: () => true, policy }).joins;
  };
  const place = (finding: string, suspicion: string, { marks, at }: SeenFinding) => {
    const before = live.get(finding);
    const both = before === undefined ? marks : bothMarks(before.marks, marks);
    // Set anew, so that the one seen longest ago always comes first.
    live.delete(finding);
    live.set(finding, {
      ...{ finding, suspicion, exercise: false, marks: both },
      ...{ firstAt: before?.firstAt ?? at, lastAt: at },
    });
    for (const value of valuesOf(both)) {
      const known = byValue.get(value) ?? [];
      if (!known.includes(finding)) byValue.set(value, [...known, finding].slice(-MOST_FOR_VALUE));
    }
  };

  return {
    count: () => opened,
    take(seen) {
      const { finding, evaluation, at } = seen;
      if (evaluation.outcome === 'ignore') return false;
      forget(at);
      const group = keyOf('group', [finding.correlation]);
      const id = keyOf('finding', [finding.source, finding.findingId]);
      const known = suspicionOf.get(group) ?? suspicionOf.get(id) ?? relativeOf(id, seen);
      if (known === null && !evaluation.opens) return false;
      if (known === null) opened += 1;
      const suspicion = known ?? String(opened).padStart(9, '0');
      suspicionOf.set(group, suspicion);
      suspicionOf.set(id, suspicion);
      place(id, suspicion, seen);
      return known === null;
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
