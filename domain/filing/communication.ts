import type { PeopleTold } from '../breach/events.ts';
import type { BreachState } from '../breach/state.ts';
import type { Stage } from './stages.ts';

/** A finished campaign beside the duty to tell people. */
export type CommunicationToPeople = PeopleTold & {
  breachId: string;
  campaign: number;
  /** Letters of this campaign that were sent, of those on its list. */
  sent: number;
  total: number;
  /** Whether the duty still waits for it: for its filing, or for the rest of the people. */
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
  const { sent, total } = done.counts;
  return {
    ...{ breachId, campaign: done.number, sent, total, ...peopleTold(state, TELL_PEOPLE, sent) },
    isOpen: status !== 'closed' && mayRecordCampaign(state, TELL_PEOPLE, done.number),
  };
}

/** Whether a campaign can be recorded: as the first telling, or once as one that tells more of the people. */
export function mayRecordCampaign(
  { obligations }: Pick<BreachState, 'obligations'>,
  obligation: string,
  campaign: number,
): boolean {
  const { status, filed = null, versions = [] } = obligations[obligation] ?? {};
  if (filed === null) return status === 'running' || status === 'overdue';
  return isShort(versions.at(-1)?.people) && versions.every((version) => version.campaign !== campaign);
}

/** How many people are told with those whom something new tells, beside those whom earlier versions told. */
export function peopleTold(
  state: Pick<BreachState, 'facts' | 'plan' | 'obligations'>,
  obligation: string,
  more: number,
): PeopleTold {
  const before = state.obligations[obligation]?.versions?.at(-1)?.people?.told ?? 0;
  return { told: before + more, concerned: concernedOf(state) };
}

/** How many people are concerned, as somebody said, else by the register; null where neither says. */
export function concernedOf({ facts, plan }: Pick<BreachState, 'facts' | 'plan'>): number | null {
  return facts.peopleConcerned ?? plan?.dataFlow.peopleConcerned ?? null;
}

/** Whether fewer were told than are concerned. */
export function isShort(people: PeopleTold | undefined): people is { told: number; concerned: number } {
  return people !== undefined && people.concerned !== null && people.told < people.concerned;
}

/** Of the filings of a breach, the one by which fewer were told than are concerned; null where there is none. */
export function shortOf(filings: readonly { people?: PeopleTold }[]): { told: number; concerned: number } | null {
  return filings.map(({ people }) => people).find(isShort) ?? null;
}

/** Telling people is the last word only where nobody who is concerned was left out. */
export function stageOfTelling(people: PeopleTold, isFirst: boolean): Stage {
  if (!isShort(people)) return 'complete';
  return isFirst ? 'initial' : 'follow-up';
}
