import type { BreachState } from '../breach/state.ts';
import type { Stage } from './stages.ts';

/** A finished campaign beside the duty to tell people. */
export type CommunicationToPeople = {
  breachId: string;
  campaign: number;
  sent: number;
  total: number;
  /** People concerned on record; null where it does not say. */
  concerned: number | null;
  /** Whether the duty still waits for its filing. */
  isOpen: boolean;
};

/** The duty that a letter to the people concerned meets. */
export const TELL_PEOPLE = 'gdpr-art34-1-data-subject';

type Reported = Pick<BreachState, 'breachId' | 'facts' | 'plan' | 'status' | 'obligations' | 'campaigns'>;

/**
 * A finished campaign as the communication of Art. 34; null for one that is not finished. Without a number, the last
 * one.
 */
export function communicationOf(state: Reported, campaign?: number): CommunicationToPeople | null {
  const done = state.campaigns.findLast(
    (each) => each.status === 'finished' && (campaign === undefined || each.number === campaign),
  );
  if (done === undefined || done.counts === null) return null;
  const { breachId, status } = state;
  const duty = state.obligations[TELL_PEOPLE];
  const isRunning = duty?.status === 'running' || duty?.status === 'overdue';
  return {
    ...{ breachId, campaign: done.number, sent: done.counts.sent, total: done.counts.total },
    concerned: concernedOf(state),
    isOpen: status !== 'closed' && isRunning && duty.filed === null,
  };
}

/** How many people are concerned, as somebody said, else by the register; null where neither says. */
export function concernedOf({ facts, plan }: Pick<BreachState, 'facts' | 'plan'>): number | null {
  return facts.peopleConcerned ?? plan?.dataFlow.peopleConcerned ?? null;
}

/** Telling people is the last word only where nobody who is concerned was left out. */
export function stageOfTelling(told: number, concerned: number | null): Stage {
  return concerned !== null && told < concerned ? 'initial' : 'complete';
}
