import { type CommunicationName, campaignName } from '../../communication/standing.ts';
import { FOUR_EYES_BY_DEFAULT } from '../../plan/four-eyes.ts';
import type { BreachState, CampaignState } from '../state.ts';
import { type Refusal, refuse } from './decision.ts';

/**
 * Four eyes: who drafted it does not let it leave, and a token alone does not either. One rule for whatever a person
 * lets leave: approving it, letting it go on, sending it again. What the engine sends by the plan waits for nobody, so
 * that no duty is put off.
 */

type Breach = Pick<BreachState, 'plan' | 'exercise'>;
type Approver = { by: string; isPerson?: boolean | undefined };

/** What leaves by a decision. */
export type Leaving = {
  what: 'campaign' | 'notices' | 'filing';
  /** Of the whole communication, so that one who decides on a few at a time meets the same rule. */
  receivers: number;
  /** Null: nobody, since the policy or the record words it; undefined: nobody knows who. */
  drafter: string | null | undefined;
  /** Where on the page of the breach a person decides it. */
  place: string;
};

export function campaignLeaving({
  number,
  recipients,
  drafter,
}: Pick<CampaignState, 'number' | 'recipients' | 'drafter'>): Leaving {
  return { what: 'campaign', receivers: recipients, drafter: drafter?.by, place: `/campaigns/${number}` };
}

/** Null for a communication that the breach does not have. */
export function communicationLeaving(
  { plan, campaigns }: Pick<BreachState, 'plan' | 'campaigns'>,
  communication: CommunicationName,
): Leaving | null {
  if (communication === 'notices') {
    const { suppliers = 0, customers = 0 } = plan?.counterparties ?? {};
    return { what: 'notices', receivers: suppliers + customers, drafter: null, place: '/notices#notices' };
  }
  const campaign = campaigns.find(({ number }) => campaignName(number) === communication);
  return campaign === undefined ? null : campaignLeaving(campaign);
}

/** A new link is a letter of the notices to one of them. */
export function linkLeaving(counterparty: string): Leaving {
  return { what: 'notices', receivers: 1, drafter: null, place: `/notices/${counterparty}` };
}

/** @param drafter who typed last into what is approved: by then the others have seen the rest */
export function filingLeaving(obligation: string, drafter: Leaving['drafter']): Leaving {
  return { what: 'filing', receivers: 1, drafter, place: `/filings/${obligation}` };
}

/**
 * Whether a second person is asked for, by the plan's policy. A plan of version 0.4 says nothing of it: then it is as
 * where a policy says nothing.
 */
export function asksForFourEyes(
  { plan, exercise }: Breach,
  { what, receivers }: Pick<Leaving, 'what' | 'receivers'>,
): boolean {
  const { campaigns, moreReceiversThan, filings, exercises } = plan?.fourEyes ?? FOUR_EYES_BY_DEFAULT;
  if (exercise !== null && !exercises) return false;
  if (what === 'filing') return filings === true;
  return (what === 'campaign' && campaigns) || (moreReceiversThan !== null && receivers > moreReceiversThan);
}

/**
 * Why somebody cannot be the second person: `token`, who has not signed in, or `drafter`. Null where nothing speaks
 * against it. Of a draft of version 0.4 nobody knows who made it: any person who may approve can do so.
 */
function whyNotSecond(breach: Breach, leaving: Leaving, { by, isPerson }: Approver): SecondPerson['whyNot'] {
  const { what, drafter } = leaving;
  if (!asksForFourEyes(breach, leaving)) return null;
  // What version 0.4 approved says nothing of it, and stands in histories.
  const isBefore = what === 'campaign' && drafter === undefined && isPerson === undefined;
  if (isPerson !== true && !isBefore) return 'token';
  return drafter === by ? 'drafter' : null;
}

/** Whether a second person is asked for, and why somebody is none: pages say so before anybody presses. */
export type SecondPerson = { isAsked: boolean; whyNot: 'token' | 'drafter' | null };

export function secondPerson(breach: Breach, leaving: Leaving, asker: Approver): SecondPerson {
  return { isAsked: asksForFourEyes(breach, leaving), whyNot: whyNotSecond(breach, leaving, asker) };
}

const FIELDS = { campaign: 'campaign', notices: 'communication', filing: 'obligation' } as const;

/** The same as the refusal that a command meets. */
export function refuseAlone(
  breach: Breach & Pick<BreachState, 'breachId'>,
  leaving: Leaving,
  approver: Approver,
): Refusal | null {
  const why = whyNotSecond(breach, leaving, approver);
  if (why === null) return null;
  const { what, receivers, place } = leaving;
  const where = `sign in and approve it at /desk/breaches/${breach.breachId}${place}`;
  const said = {
    campaign: `a letter to ${receivers} people`,
    notices: receivers === 1 ? 'a notice' : `notices to ${receivers} suppliers and customers`,
    filing: 'a filing',
  }[what];
  const message = {
    token:
      `A token alone does not approve ${said}. ` +
      `A DPO or deputy who did not draft it approves it as a person: ${where}.`,
    drafter:
      `Whoever drafted ${said} does not approve it. Let another DPO or deputy ${where}. ` +
      'Where one person holds all the roles, the policy can say so: fourEyes in organisation.yaml.',
  }[why];
  return refuse('four-eyes', message, FIELDS[what], { why });
}
