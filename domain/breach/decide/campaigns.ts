import type { BreachState, CampaignState } from '../state.ts';
import { type CommandOf, confirmed, type Decide, done, refuse, whyUntranslated } from './decision.ts';
import { asksForFourEyes, campaignLeaving } from './four-eyes.ts';

/**
 * Letters to the people concerned (GDPR Art. 34): numbered as they are drafted, sent once another person approved, a
 * list written to once.
 */

export const draftCampaign: Decide<'draft-campaign'> = (state, command, head) => {
  const { campaign, listId, recipients, contentHash, isPerson } = command;
  const expected = state.campaigns.length + 1;
  if (campaign !== expected) {
    const message = `The next campaign of ${state.breachId} is number ${expected}, not ${campaign}.`;
    return refuse('conflict', message, 'campaign', { why: 'moved' });
  }
  const data = { campaign, listId, recipients, contentHash, ...(isPerson !== undefined && { isPerson }) };
  return done({ ...head, type: 'campaign-drafted', data });
};

export const approveCampaign: Decide<'approve-campaign'> = (state, command, head) => {
  const { campaign: number, contentHash, reasons } = command;
  const campaign = state.campaigns.find((each) => each.number === number);
  if (campaign === undefined) {
    const message = `Breach ${state.breachId} has no campaign ${number}; draft it first.`;
    return refuse('unknown-campaign', message, 'campaign');
  }
  if (campaign.contentHash !== contentHash) {
    const message = `Campaign ${number} is not the content you saw (${campaign.contentHash}); look at it again.`;
    return refuse('conflict', message, 'contentHash', { why: 'moved' });
  }
  const untranslated = whyUntranslated(command.unconfirmed ?? 0);
  if (untranslated !== null) return untranslated;
  const data = { campaign: number, contentHash, ...unknownDrafter(state, campaign, command) };
  const approved = { ...head, type: 'campaign-approved' as const, data, personal: { reasons } };
  if (campaign.status !== 'draft') return confirmed(approved);
  const used = state.campaigns.find((each) => each.listId === campaign.listId && each.status !== 'draft');
  if (used !== undefined) {
    const message = `The list of campaign ${number} was written to by campaign ${used.number}; import it again.`;
    return refuse('conflict', message, 'campaign', { why: 'list-used' });
  }
  return done(approved);
};

/** That nobody knows whether it is another person who approves; what version 0.4 approved stays as it was recorded. */
function unknownDrafter(state: BreachState, campaign: CampaignState, { isPerson }: CommandOf<'approve-campaign'>) {
  const isUnknown = campaign.drafter === undefined && isPerson !== undefined && campaign.status === 'draft';
  return isUnknown && asksForFourEyes(state, campaignLeaving(campaign)) ? { drafter: 'unknown' as const } : {};
}

/** By the engine, once its ledger has nothing left to do. */
export const finishCampaign: Decide<'campaign-finished'> = (state, { campaign, counts }, head) => {
  if (state.campaigns.find(({ number }) => number === campaign)?.status !== 'sending') return done();
  return done({ ...head, type: 'campaign-finished', data: { campaign, counts } });
};
