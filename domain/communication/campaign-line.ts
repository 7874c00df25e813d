import type { CampaignCounts } from '../breach/events.ts';
import type { CampaignState, Drafter } from '../breach/state.ts';
import type { Instant } from '../time.ts';
import type { Communication } from './standing.ts';

/** How a communication stands; null where there is none. */
export type Standing = Pick<Communication, 'status' | 'because'> | null;

/** A campaign; `counts` are final, or those of the moment while it is sent. */
export type CampaignLine = {
  number: number;
  status: CampaignState['status'];
  recipients: number;
  drafter?: Drafter;
  approvedBy: string | null;
  approvedAt: Instant | null;
  counts: (CampaignCounts & { pending: number }) | null;
  standing: Standing;
};
