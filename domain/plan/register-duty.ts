import type { PlannedObligation } from './types.ts';

/** The recipient of the duty to document a breach (GDPR Art. 33(5)), as the policy names it. */
const OUR_REGISTER = 'ourselves; shown to the authority on request';

/** Whether nothing is handed to anybody for a duty: its entry is written from the record. */
export function isRegisterDuty({ recipient }: Pick<PlannedObligation, 'recipient'>): boolean {
  return recipient === OUR_REGISTER;
}
