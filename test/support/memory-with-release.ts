import type { PlanRequest } from '../../activities/types.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { draftStatement } from '../../domain/notices/drafted.ts';
import { planTargets } from '../../domain/plan/plan-targets.ts';
import { sha256Of } from '../../domain/plan/release.ts';
import type { Plan } from '../../domain/plan/types.ts';
import { Memory } from './memory.ts';

const policy = loadPolicy('policy');

/** Plans as version 0.7 makes them: notices wait for a release, and our own targets run beside the duties. */
export class MemoryWithRelease extends Memory {
  override makePlan = async (request: PlanRequest): Promise<Plan> => {
    const plan = await this.planned(request);
    const release = { responders: false, byPolicy: {} };
    const targets = request.handling === undefined ? {} : planTargets(policy, request.handling, 1);
    return { ...plan, ...targets, counterparties: plan.counterparties && { ...plan.counterparties, release } };
  };

  release(): CommandBody {
    return releaseOf(this.state());
  }
}

/** The command by which a person releases what is drafted, to all. */
export function releaseOf({ facts, plan, seq }: BreachState): CommandBody {
  const statement = draftStatement(facts, 'en');
  const { version = '', suppliers = 0, customers = 0 } = plan?.counterparties ?? {};
  const list = { sha256: 'a'.repeat(64), suppliers, customers, leftOut: 0 };
  const text = { statement, sha256: sha256Of(statement), revision: 0 };
  return { type: 'release-notices', ...text, planned: version, version, seen: seq, reasons: 'Read.', list };
}
