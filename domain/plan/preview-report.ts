import { planInputOf } from '../breach/plan-input.ts';
import type { BreachState } from '../breach/state.ts';
import type { System } from '../dataflow.ts';
import { completeFacts, type FactsPatch } from '../facts.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import type { Instant } from '../time.ts';
import { makePlan } from './make.ts';
import type { CoveredPlace } from './types.ts';

/** One clock that would start, as the note beside the form shows it. */
export type WouldStart = {
  obligation: string;
  article: string;
  title: string;
  recipient: string;
  due: Instant;
  basis: 'law' | 'policy';
};
/** What would start from some systems; `suppliers` and `customers` are how many would be told. */
export type PlanPreview = { clocks: WouldStart[]; suppliers: number; customers: number; coverage: CoveredPlace[] };

/** Which clocks would start, were a breach of these systems confirmed at `from`. Records nothing. */
export function previewPlan(
  policy: CompiledPolicy,
  systems: readonly System[],
  { from, now, facts }: { from: Instant; now: Instant; facts: FactsPatch },
): PlanPreview {
  const breach = {
    at: now,
    facts: completeFacts({ ...facts, systems: systems.map(({ id }) => id) }),
    reportedAt: now,
    awareness: [{ awareAt: from, recordedAt: now, by: 'preview', reasons: '' }],
    risk: { art33: null, art34: null },
    exercise: null,
    filings: {},
  };
  const plan = makePlan(policy, planInputOf(breach, systems));
  const clocks = plan.obligations.flatMap(({ id, applies, article, title, recipient, clock }) => {
    if (applies !== 'binds' || clock === null) return [];
    return [{ obligation: id, article, title, recipient, due: clock.due, basis: clock.basis }];
  });
  return {
    // At the same instant the law comes before a target of our own.
    clocks: clocks.sort((a, b) => {
      const [one, other] = [a, b].map(({ due, basis }) => `${due} ${basis}`);
      return String(one) < String(other) ? -1 : 1;
    }),
    suppliers: plan.counterparties?.suppliers ?? 0,
    customers: plan.counterparties?.customers ?? 0,
    coverage: plan.coverage ?? [],
  };
}

/** The same of a breach that is on record, were it confirmed now: what a page about it tells. */
export function clocksToBe(
  policy: CompiledPolicy,
  { state, systems }: { state: Pick<BreachState, 'facts'>; systems: readonly System[] },
  now: Instant,
): WouldStart[] {
  return previewPlan(policy, systems, { from: now, now, facts: state.facts }).clocks;
}
