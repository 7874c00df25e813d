import type { FoundResource } from './make-finding.ts';

/** The tenant of a cloud service on everything that is named, and by itself where nothing is. */
export function inTenant(tenant: string | null, resources: readonly FoundResource[]): FoundResource[] {
  const named = resources.filter(({ names }) => names.some((name) => name));
  if (named.length === 0) return [{ kind: 'tenant', names: [tenant] }];
  return named.map((each) => ({ ...each, account: each.account ?? tenant }));
}
