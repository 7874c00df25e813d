import { checkScale, computeClock } from '../clock/compute.ts';
import type { CompiledObligation, CompiledPolicy } from '../policy/compiled.ts';
import { firstCase, holds, obligationContext } from '../policy/context.ts';
import { assess } from '../severity/assess.ts';
import type { Instant } from '../time.ts';
import { planNotices } from './notices.ts';
import { rungsOf } from './rungs.ts';
import type { Plan, PlanInput, PlannedObligation } from './types.ts';

/** Evaluates the policy over what is known of one breach. Pure: the same policy and input give the same bytes. */
export function makePlan(policy: CompiledPolicy, input: PlanInput): Plan {
  checkScale(input.scale);
  const { severity, context } = assess(policy.severity, input.facts, input.dataFlow);
  const conclusion = input.decidedRisk ?? severity.proposed;
  const seen = obligationContext(context, conclusion, input.decidedRisk !== null);
  return {
    madeAt: input.at,
    policyVersion: policy.policyVersion,
    zoneData: policy.zoneData,
    dataFlow: input.dataFlow,
    severity,
    conclusion,
    obligations: policy.obligations.map((obligation) => planObligation(obligation, seen, input)),
    notices: planNotices(policy.organisation.noticeRules, input),
  };
}

function planObligation(obligation: CompiledObligation, context: object, input: PlanInput): PlannedObligation {
  const start = startOf(obligation, input);
  const verdict = judge(obligation, context, start ?? input.at);
  const clock = verdict.binds && start !== null ? computeClock(obligation.clock, start, input.scale) : null;
  const { id, regime, article, title, role, recipient, citation, confidence, lateNeedsReasons } = obligation;
  return {
    id,
    regime,
    article,
    title,
    role,
    recipient,
    citation,
    confidence,
    applies: verdict.binds ? 'binds' : 'does-not-apply',
    because: verdict.because,
    lateNeedsReasons,
    clock,
    rungs: clock === null ? [] : rungsOf(obligation.ladder, clock, input.scale),
  };
}

function judge(obligation: CompiledObligation, context: object, on: Instant): { binds: boolean; because: string } {
  const standing = whyNeverBinds(obligation, on.slice(0, 10));
  if (standing !== null) return { binds: false, because: standing };
  // A trigger that cannot be evaluated counts as met: a duty is not lost to a mistake in a rule.
  const binds = holds(obligation.trigger, context, true);
  const { say } = firstCase(binds ? obligation.because : obligation.whyNot, context, () => false);
  return { binds, because: say };
}

/** Rules not in force on the day, and those whose wording is not certain, never bind by themselves. */
function whyNeverBinds(obligation: CompiledObligation, day: string): string | null {
  const { status, confidence, effectiveFrom, effectiveTo } = obligation;
  if (status === 'proposed') return 'Proposed only, not in force.';
  if (confidence === 'uncertain') return 'The wording of this rule is not certain, so it does not bind by itself.';
  if (effectiveFrom !== null && day < effectiveFrom) return `Not in force before ${effectiveFrom}.`;
  if (effectiveTo !== null && day > effectiveTo) return `No longer in force after ${effectiveTo}.`;
  return null;
}

/** The instant an obligation's period starts; null until it is recorded. */
function startOf(obligation: CompiledObligation, input: PlanInput): Instant | null {
  switch (obligation.startsFrom) {
    case 'awareness':
      return input.awareness;
  }
}
