import { awarenessOf } from '../domain/breach/state.ts';
import { currentRisk } from '../domain/breach/upcast.ts';
import { dataFlowOf, type System } from '../domain/dataflow.ts';
import { makePlan } from '../domain/plan/make.ts';
import type { Plan, PlanInput } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { PlanRequest } from './types.ts';

/** The plan of a breach, from the systems it touches as the register knows them. */
export function planBreach(policy: CompiledPolicy, systems: System[], request: PlanRequest): Plan {
  return makePlan(policy, planInput(request, systems));
}

function planInput(request: PlanRequest, systems: System[]): PlanInput {
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
    // A request of before has none.
    updates: request.updates ?? {},
    openedAt: request.reportedAt,
    decided: currentRisk(request.risk),
    scale: request.exercise?.scale ?? 1,
  };
}
