import { FOUR_EYES_BY_DEFAULT } from '../../plan/four-eyes.ts';
import type { BreachState, CampaignState } from '../state.ts';
import { type Refusal, refuse } from './decision.ts';

/** Four eyes: who drafted does not approve, and a token alone does not approve for people. */

type Breach = Pick<BreachState, 'plan' | 'exercise'>;
type Approver = { by: string; isPerson?: boolean | undefined };

/**
 * Whether a second person is asked for, by the plan's policy. A plan of version 0.4 says nothing of it: then it is as
 * where a policy says nothing.
 */
export function asksForFourEyes(
  { plan, exercise }: Breach,
  { recipients }: Pick<CampaignState, 'recipients'>,
): boolean {
  const { campaigns, moreReceiversThan, exercises } = plan?.fourEyes ?? FOUR_EYES_BY_DEFAULT;
  if (exercise !== null && !exercises) return false;
  return campaigns || (moreReceiversThan !== null && recipients > moreReceiversThan);
}

/**
 * Why somebody cannot be the second person: `token`, who has not signed in, or `drafter`. Null where nothing speaks
 * against it. Of a draft of version 0.4 nobody knows who made it: any person who may approve can do so.
 */
export function whyNotSecond(
  breach: Breach,
  campaign: Pick<CampaignState, 'recipients' | 'drafter'>,
  { by, isPerson }: Approver,
): 'token' | 'drafter' | null {
  const { drafter } = campaign;
  if (!asksForFourEyes(breach, campaign)) return null;
  // What version 0.4 approved says nothing of it, and stands in histories.
  const isBefore = drafter === undefined && isPerson === undefined;
  if (isPerson !== true && !isBefore) return 'token';
  return drafter?.by === by ? 'drafter' : null;
}

/** The same as the refusal that a command meets. */
export function refuseAlone(breach: BreachState, campaign: CampaignState, approver: Approver): Refusal | null {
  const why = whyNotSecond(breach, campaign, approver);
  if (why === null) return null;
  const { breachId } = breach;
  const { number, recipients } = campaign;
  const where = `sign in and approve it at /desk/breaches/${breachId}/campaigns/${number}`;
  const message = {
    token:
      `A token alone does not approve a letter to ${recipients} people. ` +
      `A DPO or deputy who did not draft it approves it as a person: ${where}.`,
    drafter:
      `Whoever drafted campaign ${number} does not approve it. Let another DPO or deputy ${where}. ` +
      'Where one person holds all the roles, the policy can say so: fourEyes in organisation.yaml.',
  }[why];
  return refuse('four-eyes', message, 'campaign', { why });
}
