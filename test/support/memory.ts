import type {
  CampaignPageRequest,
  DeliverNoticeRequest,
  MisuseRequest,
  PlanRequest,
  WarnedRung,
  WarningActivities,
} from '../../activities/types.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { foldEvents } from '../../domain/breach/evolve.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import type { Plan } from '../../domain/plan/types.ts';
import { noticeTo, obligationOf, planOf } from './plans.ts';
import type { AllActivities } from './timeskipping.ts';

export const ART33 = 'gdpr-art33-1-authority';

/** Activities over plain arrays, for workflow tests: what a breach did can be read from them. */
export class Memory implements AllActivities {
  readonly stream: BreachEvent[] = [];
  readonly warnings: WarnedRung[] = [];
  readonly deliveries: DeliverNoticeRequest[] = [];
  readonly pages: CampaignPageRequest[] = [];
  /** How often an append was tried before it was let through. */
  appendFailures = 0;

  appendEvents = async ({ firstSeq, events }: { firstSeq: number; events: BreachEvent[] }) => {
    if (this.appendFailures > 0) {
      this.appendFailures -= 1;
      throw new Error('MongoDB is away');
    }
    if (firstSeq !== this.stream.length + 1) throw new Error(`gap: ${firstSeq} after ${this.stream.length}`);
    this.stream.push(...events);
    return { seq: this.stream.length };
  };

  makePlan = async (request: PlanRequest): Promise<Plan> => {
    const awareness = awarenessOf(request);
    return planOf(request.at, {
      obligations: [obligationOf(ART33, awareness)],
      notices: awareness === null ? [] : [noticeTo('fjord', request.at)],
    });
  };

  warn: WarningActivities['warn'] = async (request) => {
    this.warnings.push(...('rungs' in request ? request.rungs : [request]));
  };

  readonly misuse: MisuseRequest[] = [];
  warnOfMisuse = async (request: MisuseRequest) => {
    this.misuse.push(request);
  };

  deliverNotice = async (request: DeliverNoticeRequest) => {
    this.deliveries.push(request);
    return { result: 'sent' as const, contact: request.contact };
  };

  sendCampaignPage = async (request: CampaignPageRequest) => {
    this.pages.push(request);
    return { next: request.after < 1_000 ? request.after + 500 : null };
  };

  countCampaign = async () => ({ total: 1_200, pending: 0, sent: 1_199, refused: 1, uncertain: 0 });

  state(): BreachState {
    const state = foldEvents(this.stream);
    if (state === null) throw new Error('The stream is empty.');
    return state;
  }

  types(): string[] {
    return this.stream.map((event) => event.type);
  }
}
