import { condition, continueAsNew, patched, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import type { EarlierPage } from '../../activities/earlier.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { carryOverSignal } from '../messages.ts';
import { countCampaign, sendCampaignPage } from './activities.ts';
import type { CampaignInput } from './messages.ts';
import { tellBreach } from './parent.ts';

/**
 * Pauses before those are tried again whose mail servers said "not now" (RFC 5321, 4.5.4.1); then they count as
 * refused.
 */
const PAUSES_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS];

/**
 * One campaign as version 0.1 sent it, page by page. At the signal `carry-over` it ends, and the workflow of its ledger
 * goes on where the list stands.
 */
export async function campaign(input: CampaignInput): Promise<void> {
  const { breachId, campaign: number, listId, exercise } = input;
  let { pass } = input;
  let after: number | null = input.after;
  let isCarriedOver = false;
  setHandler(carryOverSignal, () => {
    // As in the breach of then.
    isCarriedOver ||= patched('carry-over');
  });
  /** What it waits for, or the carrying over. */
  const unlessCarriedOver = async <T>(work: Promise<T>): Promise<T | null> => {
    const first = await Promise.race([work, condition(() => isCarriedOver).then(() => null)]);
    return isCarriedOver ? null : first;
  };

  for (;;) {
    const isLastPass = pass >= PAUSES_MS.length;
    while (after !== null) {
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof campaign>({ ...input, after, pass });
      const page: EarlierPage = { breachId, campaign: number, listId, after, isLastPass, exercise };
      const sent: { next: number | null } | null = await unlessCarriedOver(sendCampaignPage(page));
      if (sent === null) return;
      after = sent.next;
    }
    const counted = await unlessCarriedOver(countCampaign({ breachId, listId }));
    if (counted === null) return;
    const { pending, ...counts } = counted;
    if (pending === 0 || isLastPass) {
      const key = `campaign/${number}/finished`;
      await tellBreach(breachId, { type: 'campaign-finished', campaign: number, counts, by: 'engine', key });
      return;
    }
    const pause = sleep(Math.ceil((PAUSES_MS[pass] ?? HOUR_MS) / (exercise?.scale ?? 1))).then(() => 'rested');
    if ((await unlessCarriedOver(pause)) === null) return;
    pass += 1;
    after = 0;
  }
}
