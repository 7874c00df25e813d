import type { Plan, Severity } from '../plan/types.ts';

/** How grave a breach is as a whole: what lists show and what a text was approved up to. */
export function gravestOfPlan({ severity, entrusted }: Pick<Plan, 'severity' | 'entrusted'>): Severity {
  return entrusted !== undefined && entrusted.se > severity.se ? entrusted : severity;
}
