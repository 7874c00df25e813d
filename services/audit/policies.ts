import type { PolicyUse } from '../../domain/audit/answers.ts';
import { listAppliedPolicies } from '../../store/audit-decisions.ts';
import { countByPolicy } from '../../store/register.ts';
import type { Store } from '../../store/store.ts';

/** Every version of the policy that the record names, the one used last first. */
export async function readPolicyUses(store: Store, current: string): Promise<PolicyUse[]> {
  const [applied, standing] = await Promise.all([listAppliedPolicies(store), countByPolicy(store)]);
  return applied.map((use) => {
    const { policyVersion } = use;
    return { ...use, standing: standing.get(policyVersion) ?? 0, isCurrent: policyVersion === current };
  });
}
