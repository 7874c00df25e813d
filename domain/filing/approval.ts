import type { FilingApproval } from '../breach/state.ts';

/** The approval that stands: of the exact bytes kept with the draft. */
export type StandingApproval = FilingApproval & {
  /** Whether the draft as it reads now is these very bytes. */
  isCurrent: boolean;
};
