import type { CompiledObligation, CompiledPolicy } from './compiled.ts';
import type { LawTerms } from './law-terms.ts';

/** What is said of the policy by regime, read off the compiled policy and nothing else. */

/** How an obligation stands on a day: only `in-force` binds by itself. */
export type Standing = 'in-force' | 'not-yet' | 'proposed' | 'ended';

export type RegimeRow = {
  id: string;
  name: string;
  jurisdiction: string;
  obligations: CompiledObligation[];
  /** Golden cases that prove it. */
  cases: number;
  counts: Record<Standing | 'uncertain', number>;
  /** What it says once for all its obligations. */
  law: LawTerms | undefined;
};

/** @param today the day on which `in-force` is meant, `2026-11-24` */
export function standingOf(
  { status, effectiveFrom, effectiveTo }: Pick<CompiledObligation, 'status' | 'effectiveFrom' | 'effectiveTo'>,
  today: string,
): Standing {
  if (status === 'proposed') return 'proposed';
  if (status === 'superseded' || (effectiveTo !== null && effectiveTo < today)) return 'ended';
  if (status === 'adopted-not-yet-applicable' || (effectiveFrom !== null && effectiveFrom > today)) return 'not-yet';
  return 'in-force';
}

/** Every regime of the policy, by name. */
export function regimesOf(
  { obligations, cases, laws }: Pick<CompiledPolicy, 'obligations' | 'cases' | 'laws'>,
  today: string,
): RegimeRow[] {
  const groups = Map.groupBy(obligations, ({ regimeId }) => regimeId);
  const rows = [...groups].flatMap(([id, own]): RegimeRow[] => {
    const [first] = own;
    if (first === undefined) return [];
    const counts = { 'in-force': 0, 'not-yet': 0, proposed: 0, ended: 0, uncertain: 0 };
    for (const obligation of own) {
      counts[standingOf(obligation, today)] += 1;
      if (obligation.confidence === 'uncertain') counts.uncertain += 1;
    }
    const { regime: name, jurisdiction } = first;
    return [{ id, name, jurisdiction, obligations: own, cases: cases[id]?.cases.length ?? 0, counts, law: laws[id] }];
  });
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
