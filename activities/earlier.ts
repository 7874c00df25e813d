import type { CampaignCounts, Exercise } from '../domain/breach/events.ts';
import type { ContactPlace, DeliveryResult, NoticeStep } from '../domain/communication/follow-ups.ts';
import { TocsinError } from '../domain/errors.ts';
import type { PlannedNotice } from '../domain/plan/types.ts';
import { asActivity } from './failures.ts';
import type { WarningActivities, WarnOneRequest } from './types.ts';

/** What workflows of version 0.1 call that may still run: see `workflows/earlier/`. */
export interface EarlierActivities extends Pick<WarningActivities, 'warnOfMisuse'> {
  warn(request: WarnOneRequest): Promise<void>;
  deliverNotice(request: EarlierDelivery): Promise<{ result: DeliveryResult; contact: ContactPlace }>;
  sendCampaignPage(request: EarlierPage): Promise<{ next: number | null }>;
  countCampaign(request: { breachId: string; listId: string }): Promise<CampaignCounts & { pending: number }>;
}
export type EarlierDelivery = {
  breachId: string;
  notice: PlannedNotice & { round: number };
  step: NoticeStep;
  number: number;
  contact: ContactPlace;
  exercise: Exercise | null;
};
export type EarlierPage = {
  breachId: string;
  campaign: number;
  listId: string;
  after: number;
  isLastPass: boolean;
  exercise: Exercise | null;
};

/** Nothing leaves by them any more: the ledger's workflow sends what is open once the old one has handed over. */
export function createEarlierActivities(): Pick<
  EarlierActivities,
  'deliverNotice' | 'sendCampaignPage' | 'countCampaign'
> {
  const waits = () =>
    asActivity<never>(() => {
      throw new TocsinError('unavailable', 'The ledger sends this now; this workflow is about to hand over.');
    });
  return { deliverNotice: waits, sendCampaignPage: waits, countCampaign: waits };
}
