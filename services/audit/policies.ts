import type { PolicyUse } from '../../domain/audit/answers.ts';
import { listAppliedPolicies } from '../../store/audit-decisions.ts';
import { readPolicyVersions } from '../../store/policy-versions.ts';
import { countByPolicy } from '../../store/register.ts';
import type { Store } from '../../store/store.ts';

/** Every version of the policy that the record names, the one used last first, with what it is called. */
export async function readPolicyUses(store: Store, current: string): Promise<PolicyUse[]> {
  const [applied, standing] = await Promise.all([listAppliedPolicies(store), countByPolicy(store)]);
  const kept = await readPolicyVersions(
    store,
    applied.map(({ policyVersion }) => policyVersion),
  );
  return applied.map((use) => {
    const { policyVersion } = use;
    const { at, by, named } = kept.get(policyVersion) ?? {};
    const held = at === undefined || by === undefined ? null : { at, by, named: named ?? null };
    return { ...use, standing: standing.get(policyVersion) ?? 0, isCurrent: policyVersion === current, held };
  });
}
