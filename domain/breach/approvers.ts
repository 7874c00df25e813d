import type { Role } from '../roles.ts';

/** Who can sign in and let something leave, `by`: as the record names them, and who of them is on duty now. */
export type Approvers = {
  people: readonly { by: string; name: string; role: Role; isOnDuty: boolean }[];
  /** Whether the policy has a rota. */
  isByRota: boolean;
};
