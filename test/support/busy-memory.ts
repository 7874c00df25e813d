import type { CampaignPageRequest, DeliverNoticeRequest, PlanRequest } from '../../activities/types.ts';
import { awarenessOf } from '../../domain/breach/state.ts';
import type { Plan, PlannedNotice } from '../../domain/plan/types.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { ART33, Memory } from './memory.ts';
import { noticeTo, obligationOf, planOf } from './plans.ts';

const ART33_2 = 'gdpr-art33-2-processor-to-controller';

/**
 * Activities of a breach that stays in the middle of its work: a clock that is overdue beside one that runs, mailboxes
 * that refuse (gull) or take nothing (iris), a list whose mail server goes away (l1) and one on which some are to be tried
 * again (l2).
 */
export class BusyMemory extends Memory {
  override makePlan = async (request: PlanRequest): Promise<Plan> => {
    const awareness = awarenessOf(request);
    const late = awareness && plusMs(awareness, -71 * HOUR_MS);
    const { systems } = request.facts;
    // Of the touched systems all are of fjord's concern, and the first one alone of the others'.
    const notices = ['fjord', 'gull', 'heron', 'iris'].map((counterparty): PlannedNotice => {
      return { ...noticeTo(counterparty, request.at), systems: systems.slice(0, counterparty === 'fjord' ? 2 : 1) };
    });
    return planOf(request.at, {
      obligations: [obligationOf(ART33, awareness), obligationOf(ART33_2, late)],
      notices: awareness === null ? [] : notices,
    });
  };

  override deliverNotice = async (request: DeliverNoticeRequest) => {
    if (request.notice.counterparty === 'iris') throw new Error('450 try again later');
    this.deliveries.push(request);
    const result = request.notice.counterparty === 'gull' ? 'refused' : 'sent';
    return { result: result as 'sent', contact: request.contact };
  };

  override sendCampaignPage = async (request: CampaignPageRequest) => {
    if (request.listId === 'l1' && request.after === 500) throw new Error('the mail server is away');
    this.pages.push(request);
    return { next: request.after < 1_000 ? request.after + 500 : null };
  };

  override countCampaign = async () => ({ total: 1_200, pending: 3, sent: 1_196, refused: 1, uncertain: 0 });
}
