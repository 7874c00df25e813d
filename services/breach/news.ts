import type { BreachState } from '../../domain/breach/state.ts';
import { readLateAnswers } from '../../store/ledger/late-answers.ts';
import type { Store } from '../../store/store.ts';
import { readClosedNews } from '../../store/tellings.ts';

/** What came in after a breach was closed: a person looks at it, and may open the breach again for it. */
type NewsOfClosed = {
  /** Notices that were answered since, files that came in, and incidents that began with a report to it. */
  answers: number;
  evidence: number;
  reports: string[];
  /** One of the answers speaks of misuse. */
  misuse: boolean;
};
export const NO_NEWS: NewsOfClosed = { answers: 0, evidence: 0, reports: [], misuse: false };

/** None of a breach that is open. */
export async function newsOf(store: Store, { breachId, closed }: BreachState): Promise<NewsOfClosed> {
  if (closed === null) return NO_NEWS;
  const [[late], [news]] = await Promise.all([readLateAnswers(store, 1, breachId), readClosedNews(store, 1, breachId)]);
  return {
    answers: late?.count ?? 0,
    evidence: closed.lateEvidence ?? 0,
    reports: news?.reports ?? [],
    misuse: late?.misuse === true,
  };
}

/** Whether opening it again is proposed. */
export function isReopeningProposed({ answers, evidence, reports }: NewsOfClosed): boolean {
  return answers + evidence + reports.length > 0;
}
