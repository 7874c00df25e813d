import { TocsinError } from '../../domain/errors.ts';
import { readCampaign } from '../../store/campaigns.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { repeatedIn } from './repeated.ts';

type Approval = { breachId: string; campaign: number; contentHash: string; reasons: string; confirmed: boolean };

/**
 * Approves a campaign as exactly the content that was looked at.
 * @param confirmed recorded words that it repeats are right in its language
 * @throws TocsinError `unknown-campaign`, `conflict`, `four-eyes`
 */
export async function approveCampaign(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, campaign, confirmed, ...seen }: Approval,
): Promise<CommandOutcome> {
  const state = await findBreach(deps, breachId);
  const letter = await readCampaign(deps.store, breachId, campaign);
  if (letter === null) {
    const message = `Breach ${breachId} has no campaign ${campaign}; draft it first.`;
    throw new TocsinError('unknown-campaign', message, 'campaign');
  }
  const unconfirmed = confirmed ? 0 : (await repeatedIn(deps, state, letter)).length;
  return sendCommand(deps, asked, state, { type: 'approve-campaign', campaign, ...seen, unconfirmed });
}
