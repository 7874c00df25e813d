import type { CompiledSeverity } from '../policy/compiled.ts';
import { assess } from '../severity/assess.ts';
import type { PlanInput, Side } from './types.ts';

/** Our own data and what is entrusted to us, each judged by its own systems; `all` for what we are beside both. */
export function judgedBySide(policy: CompiledSeverity, { facts, dataFlow }: PlanInput) {
  const all = assess(policy, facts, dataFlow);
  const { classesOf } = dataFlow;
  if (classesOf === undefined) return { controller: all, processor: all, all };
  const of = (side: Side) => assess(policy, facts, { ...dataFlow, dataClasses: classesOf[side] });
  return { controller: of('controller'), processor: of('processor'), all };
}
