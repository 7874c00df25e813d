import type { BreachState } from './state.ts';

/**
 * How certain it is that an incident is a personal data breach. `candidate`: a suspicion that somebody looks into, for
 * a short period before the organisation counts as aware (EDPB Guidelines 9/2022, paras. 33 and 34).
 */
export const PHASES = ['suspected', 'candidate', 'confirmed', 'closed'] as const;
/** The same, where a suspicion is one whether or not somebody looks into it. */
export const STATUSES = PHASES.filter((phase) => phase !== 'candidate');
export type Phase = (typeof PHASES)[number];

/** The phase by what is on record. */
export function phaseOf({ status, suspicion }: Pick<BreachState, 'status' | 'suspicion'>): Phase {
  return status === 'suspected' && suspicion?.investigation !== undefined ? 'candidate' : status;
}
