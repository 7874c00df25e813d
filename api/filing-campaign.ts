import type { BreachState } from '../domain/breach/state.ts';
import type { Communication } from '../web/filing/communication.ts';

/** The duty that a letter to the people concerned meets. */
export const TELL_PEOPLE = 'gdpr-art34-1-data-subject';

type Reported = Pick<BreachState, 'breachId' | 'facts' | 'plan' | 'status' | 'obligations' | 'campaigns'>;

/** A finished campaign as the communication of Art. 34; null for one that is not finished. Without a number, the last one. */
export function communicationOf(state: Reported, campaign?: number): Communication | null {
  const done = state.campaigns.findLast(
    (each) => each.status === 'finished' && (campaign === undefined || each.number === campaign),
  );
  if (done === undefined || done.counts === null) return null;
  const { breachId, facts, plan, status } = state;
  const duty = state.obligations[TELL_PEOPLE];
  const isRunning = duty?.status === 'running' || duty?.status === 'overdue';
  return {
    ...{ breachId, campaign: done.number, sent: done.counts.sent, total: done.counts.total },
    concerned: facts.peopleConcerned ?? plan?.dataFlow.peopleConcerned ?? null,
    isOpen: status !== 'closed' && isRunning && duty.filed === null,
  };
}
