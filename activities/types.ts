import type { BreachEvent, CampaignCounts, DeliveryResult, Exercise, NoticeStep } from '../domain/breach/events.ts';
import type { Plannable } from '../domain/breach/plan-input.ts';
import type { BreachState } from '../domain/breach/state.ts';
import type { AlertRole, Plan, PlannedNotice, WarningChannel } from '../domain/plan/types.ts';
import type { Instant } from '../domain/time.ts';

/** The activities as the workflows see them; each group has its own factory and its own retry rules. */

export interface RecordActivities {
  /** Appends events to the breach's stream, the first as number `firstSeq`. Safe to repeat. */
  appendEvents(request: { breachId: string; firstSeq: number; events: BreachEvent[] }): Promise<{ seq: number }>;
  /** Evaluates policy and register over the facts of a breach. Pure but for reading them. */
  makePlan(request: PlanRequest): Promise<Plan>;
}
export type PlanRequest = Plannable & Pick<BreachState, 'breachId'>;

export interface WarningActivities {
  /** Warns DPO and deputy of deadlines that fell together, in one message each; at least once, by every channel named. */
  warn(request: WarnRequest | WarnOneRequest): Promise<void>;
  /** Tells DPO and deputy that a counterparty has seen signs of misuse and must be called. */
  warnOfMisuse(request: MisuseRequest): Promise<void>;
}
export type MisuseRequest = { breachId: string; counterparty: string; round: number; exercise: Exercise | null };
/** One rung of a ladder, or the engine's own `overdue`, with those who are told of it. */
export type WarnedRung = {
  obligation: string;
  rung: string;
  due: Instant;
  to: AlertRole[];
  channels: WarningChannel[];
};
export type WarnRequest = { breachId: string; rungs: WarnedRung[]; exercise: Exercise | null };
/** As workflows of one obligation each ask, which run since before there was one for all clocks of a breach. */
export type WarnOneRequest = WarnedRung & { breachId: string; exercise: Exercise | null };

export interface NoticeActivities {
  /** Renders (once) and delivers a notice to one contact; at most once per `number` and contact. */
  deliverNotice(request: DeliverNoticeRequest): Promise<{ result: DeliveryResult; contact: 'first' | 'second' }>;
}
export type DeliverNoticeRequest = {
  breachId: string;
  notice: PlannedNotice;
  step: NoticeStep;
  number: number;
  contact: 'first' | 'second';
  exercise: Exercise | null;
};

export interface CampaignActivities {
  /** Sends one page of a campaign, each person at most once; gives the cursor of the next page, null at the end. */
  sendCampaignPage(request: CampaignPageRequest): Promise<{ next: number | null }>;
  countCampaign(request: { breachId: string; listId: string }): Promise<CampaignCounts & { pending: number }>;
}
export type CampaignPageRequest = {
  breachId: string;
  campaign: number;
  listId: string;
  /** Number of the last recipient of the page before; 0 at the beginning. */
  after: number;
  /** Whose server says "not now" this time counts as refused. */
  isLastPass: boolean;
  exercise: Exercise | null;
};
