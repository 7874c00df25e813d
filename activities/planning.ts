import { planInputOf } from '../domain/breach/plan-input.ts';
import type { System } from '../domain/dataflow.ts';
import { makePlan } from '../domain/plan/make.ts';
import type { Plan } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { PlanRequest } from './types.ts';

/** The plan of a breach, from the systems it touches as the register knows them. */
export function planBreach(policy: CompiledPolicy, systems: System[], request: PlanRequest): Plan {
  return makePlan(policy, planInputOf(request, systems));
}
