import { TocsinError } from '../../domain/errors.ts';
import { readCampaign } from '../../store/campaigns.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, runCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Approves a campaign as exactly the content that was looked at.
 * @throws TocsinError `unknown-campaign`, `conflict`, `four-eyes`
 */
export async function approveCampaign(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, campaign, ...seen }: { breachId: string; campaign: number; contentHash: string; reasons: string },
): Promise<CommandOutcome> {
  await findBreach(deps, breachId);
  if ((await readCampaign(deps.store, breachId, campaign)) === null) {
    const message = `Breach ${breachId} has no campaign ${campaign}; draft it first.`;
    throw new TocsinError('unknown-campaign', message, 'campaign');
  }
  return runCommand(deps, asked, breachId, { type: 'approve-campaign', campaign, ...seen });
}
