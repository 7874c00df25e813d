import { breachPath } from '../../cli/input.ts';
import { due } from './reading.ts';
import * as script from './script.ts';
import type { Stage } from './stage.ts';

const { OBLIGATIONS } = script;

type FilingStage = Pick<Stage, 'breachId' | 'view' | 'now' | 'as' | 'send'>;

/** Files now; a machine so slow that the clock ran out files late, with reasons, as the law asks. */
export async function fileNow(stage: FilingStage, duty: keyof typeof OBLIGATIONS): Promise<{ late: boolean }> {
  const obligation = OBLIGATIONS[duty];
  const draft = duty === 'authority' ? await approveDraft(stage, obligation) : null;
  const limit = due(await stage.view(), obligation);
  // Read after the approval: a filing dated before the approval of its bytes is refused.
  const filedAt = stage.now();
  const late = limit !== null && filedAt > limit;
  // Who confirmed a notice was told by it: there is no draft to approve.
  const how =
    draft !== null && !late
      ? draft
      : {
          ...{ elsewhere: true, stage: duty === 'authority' ? 'initial' : 'complete' },
          reasons: late ? script.SLOW_MACHINE : script.TOLD_BY[duty],
        };
  await stage.send('dpo', 'POST', ['filings'], { obligation, filedAt, receipt: script.RECEIPTS[duty], ...how });
  return { late };
}

/** Nothing leaves for an authority without an approval of exactly these bytes. */
async function approveDraft(stage: FilingStage, obligation: string): Promise<{ stage: string; document: string }> {
  type Draft = { stage: string; content: string; sha256: string };
  const path = breachPath(stage.breachId, 'filings', obligation, 'draft');
  const { stage: version, content: document, sha256 } = await stage.as('dpo').get<Draft>(path);
  await stage.send('dpo', 'POST', ['filings', obligation, 'approval'], { stage: version, sha256, confirmed: true });
  return { stage: version, document };
}
