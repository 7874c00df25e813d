import type { CompiledObligation, CompiledPolicy } from './compiled.ts';
import type { LawTerms } from './law-terms.ts';
import type { Transposition } from './regime.ts';

/** What is said of the policy by regime, read off the compiled policy and nothing else. */

/** How an obligation stands on a day: only `in-force` binds by itself. */
export const STANDINGS = ['in-force', 'not-yet', 'proposed', 'voluntary', 'ended'] as const;
export type Standing = (typeof STANDINGS)[number];

export type RegimeRow = {
  id: string;
  name: string;
  jurisdiction: string;
  obligations: CompiledObligation[];
  /** Of a directive: what Member States have made of it. */
  states: readonly Transposition[];
  /** Golden cases that prove it. */
  cases: number;
  counts: Record<Standing | 'uncertain', number>;
  /** What it says once for all its obligations. */
  law: LawTerms;
};

/** @param today the day on which `in-force` is meant, `2026-11-24` */
export function standingOf(
  { status, effectiveFrom, effectiveTo }: Pick<CompiledObligation, 'status' | 'effectiveFrom' | 'effectiveTo'>,
  today: string,
): Standing {
  if (status === 'proposed' || status === 'voluntary') return status;
  if (status === 'superseded' || (effectiveTo !== null && effectiveTo < today)) return 'ended';
  if (status === 'adopted-not-yet-applicable' || (effectiveFrom !== null && effectiveFrom > today)) return 'not-yet';
  return 'in-force';
}

/** Every regime of the policy, by name. */
export function regimesOf(
  { obligations, cases, laws }: Pick<CompiledPolicy, 'obligations' | 'cases' | 'laws'>,
  today: string,
): RegimeRow[] {
  const duties = Map.groupBy(obligations, ({ regimeId }) => regimeId);
  const rows = Object.entries(laws).map(([id, { name, jurisdiction, terms }]): RegimeRow => {
    const own = duties.get(id) ?? [];
    const counts = { 'in-force': 0, 'not-yet': 0, proposed: 0, voluntary: 0, ended: 0, uncertain: 0 };
    for (const obligation of own) {
      counts[standingOf(obligation, today)] += 1;
      if (obligation.confidence === 'uncertain') counts.uncertain += 1;
    }
    const states = own[0]?.transposed?.states ?? [];
    const proofs = cases[id]?.cases.length ?? 0;
    return { id, name, jurisdiction, obligations: own, law: terms, states, cases: proofs, counts };
  });
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
