import type { DecidedRow } from '../../domain/audit/answers.ts';
import { contentOf } from '../../domain/notices/letter.ts';
import { bytesOf } from '../../domain/notices/statement.ts';
import {
  type DecisionCursor,
  type DecisionFilter,
  type DecisionRow,
  pageDecisions,
} from '../../store/audit-decisions.ts';
import { readCampaign } from '../../store/campaigns.ts';
import type { Store } from '../../store/store.ts';

/** One page of decisions over all breaches, each with the exact text that it was about where `withTexts`. */
export async function readDecisions(
  store: Store,
  filter: DecisionFilter,
  page: { after?: DecisionCursor | undefined; limit: number },
  { withTexts }: { withTexts: boolean },
): Promise<{ rows: DecidedRow[]; next: DecisionCursor | null }> {
  const { rows, next } = await pageDecisions(store, filter, page);
  const texts = await Promise.all(rows.map((row) => (withTexts ? textOf(store, row) : null)));
  return { rows: rows.map((row, i) => ({ ...row, text: texts[i] ?? null })), next };
}

async function textOf(store: Store, { breachId, event }: DecisionRow): Promise<string | null> {
  switch (event?.type) {
    case 'filed':
      return event.personal.document ?? null;
    case 'notices-released':
      return bytesOf(event.personal.statement);
    case 'campaign-approved': {
      const campaign = await readCampaign(store, breachId, event.data.campaign);
      return campaign === null ? null : contentOf(campaign);
    }
    default:
      return null;
  }
}
