import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { countCampaign, sendCampaignPage } from './activities.ts';
import type { CampaignInput } from './messages.ts';
import { tellBreach } from './parent.ts';

/**
 * One approved communication to data subjects, page by page. The list stays in MongoDB; this carries its id and a
 * cursor, so that no history grows with the number of people.
 */
export async function campaign(input: CampaignInput): Promise<void> {
  const { breachId, campaign: number, listId, exercise } = input;
  let after: number | null = input.after;
  while (after !== null) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof campaign>({ ...input, after });
    ({ next: after } = await sendCampaignPage({ breachId, campaign: number, listId, after, exercise }));
  }
  const counts = await countCampaign({ breachId, listId });
  const key = `campaign/${number}/finished`;
  await tellBreach(breachId, { type: 'campaign-finished', campaign: number, counts, by: 'engine', key });
}
