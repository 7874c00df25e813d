import { continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import { countCampaign, sendCampaignPage } from './activities.ts';
import type { CampaignInput } from './messages.ts';
import { tellBreach } from './parent.ts';

/** Pauses before those are tried again whose mail servers said "not now" (RFC 5321, 4.5.4.1); then they count as refused. */
const PAUSES_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS];

/**
 * One approved communication to data subjects, page by page, and again over those who could not be reached at once. The
 * list stays in MongoDB; this carries its id and a cursor, so that no history grows with the number of people.
 */
export async function campaign(input: CampaignInput): Promise<void> {
  const { breachId, campaign: number, listId, exercise } = input;
  let { pass } = input;
  let after: number | null = input.after;
  for (;;) {
    const isLastPass = pass >= PAUSES_MS.length;
    while (after !== null) {
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof campaign>({ ...input, after, pass });
      ({ next: after } = await sendCampaignPage({ breachId, campaign: number, listId, after, isLastPass, exercise }));
    }
    const { pending, ...counts } = await countCampaign({ breachId, listId });
    if (pending === 0 || isLastPass) {
      const key = `campaign/${number}/finished`;
      await tellBreach(breachId, { type: 'campaign-finished', campaign: number, counts, by: 'engine', key });
      return;
    }
    await sleep(Math.ceil((PAUSES_MS[pass] ?? HOUR_MS) / (exercise?.scale ?? 1)));
    pass += 1;
    after = 0;
  }
}
