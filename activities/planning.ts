import { awarenessOf } from '../domain/breach/state.ts';
import { dataFlowOf, type System } from '../domain/dataflow.ts';
import { makePlan } from '../domain/plan/make.ts';
import type { Plan, PlanInput, RiskConclusion } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { PlanRequest } from './types.ts';

/** The plan of a breach, from the systems it touches as the register knows them. */
export function planBreach(policy: CompiledPolicy, systems: System[], request: PlanRequest): Plan {
  const plan = makePlan(policy, planInput(request, systems, request.risk?.conclusion ?? null));
  if (!request.risk?.reopened) return plan;
  // A decision taken on older facts stands, but never against a graver proposal on the new ones.
  const graver = graverOf(request.risk.conclusion, plan.severity.proposed);
  return makePlan(policy, planInput(request, systems, graver));
}

function planInput(request: PlanRequest, systems: System[], decidedRisk: RiskConclusion | null): PlanInput {
  const systemsOf: PlanInput['systemsOf'] = Object.create(null);
  for (const system of systems) {
    for (const kind of ['supplier', 'customer'] as const) {
      for (const id of kind === 'supplier' ? system.suppliers : system.customers) {
        systemsOf[id] ??= { kind, systems: [] };
        systemsOf[id].systems.push(system.id);
      }
    }
  }
  return {
    at: request.at,
    facts: request.facts,
    dataFlow: dataFlowOf(systems),
    systemsOf,
    awareness: awarenessOf(request),
    filings: request.filings,
    openedAt: request.reportedAt,
    decidedRisk,
    scale: request.exercise?.scale ?? 1,
  };
}

const GRAVITY: readonly RiskConclusion[] = ['unlikely', 'risk', 'high-risk'];

function graverOf(a: RiskConclusion, b: RiskConclusion): RiskConclusion {
  return GRAVITY.indexOf(a) > GRAVITY.indexOf(b) ? a : b;
}
