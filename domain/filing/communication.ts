import { articleOf } from '../articles.ts';
import { concernedAs } from '../breach/concerned.ts';
import type { PeopleTold } from '../breach/events.ts';
import type { BreachState } from '../breach/state.ts';
import type { PlannedObligation } from '../plan/types.ts';
import type { Stage } from './stages.ts';

/** A finished campaign beside a duty to tell people. */
export type CommunicationToPeople = PeopleTold & {
  breachId: string;
  obligation: string;
  campaign: number;
  /** Letters of this campaign that were sent, of those on its list. */
  sent: number;
  total: number;
  /** Whether the duty still waits for it: for its filing, or for the rest of the people. */
  isOpen: boolean;
};

/** The duty that a letter to the people concerned meets; of any other law a DPO says so, with reasons. */
export const TELL_PEOPLE = 'gdpr-art34-1-data-subject';

type Reported = Pick<BreachState, 'breachId' | 'facts' | 'plan' | 'status' | 'obligations' | 'campaigns'>;

/**
 * A finished campaign as the communication that a duty asks for; null for one that is not finished. Without a number,
 * the last one.
 */
export function communicationOf(
  state: Reported,
  campaign?: number,
  obligation = TELL_PEOPLE,
): CommunicationToPeople | null {
  const done = state.campaigns.findLast(
    (each) => each.status === 'finished' && (campaign === undefined || each.number === campaign),
  );
  if (done === undefined || done.counts === null) return null;
  const { breachId, status } = state;
  const { sent, total } = done.counts;
  return {
    ...{ breachId, obligation, campaign: done.number, sent, total, ...peopleTold(state, obligation, sent) },
    isOpen: status !== 'closed' && mayRecordCampaign(state, obligation, done.number),
  };
}

/**
 * Duties of other laws to tell people that a campaign can be recorded for. Whether its letter says what such a law asks
 * for, and its list holds the people of its place, the engine does not know: a person decides it, for each by itself.
 */
export function otherTellings(state: Reported, campaign: number): PlannedObligation[] {
  return (state.plan?.obligations ?? []).filter(
    (planned) =>
      planned.id !== TELL_PEOPLE &&
      articleOf(planned) === 'art34' &&
      communicationOf(state, campaign, planned.id)?.isOpen === true,
  );
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

/** How many people are concerned for whom we write as their controller; null where nobody says. */
export function concernedOf(state: Pick<BreachState, 'facts' | 'plan'>): number | null {
  return concernedAs('controller', state).people;
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
