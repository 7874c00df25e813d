import type { LateNews } from '../../domain/breach/late-news.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { readLateAnswers } from '../../store/ledger/late-answers.ts';
import type { Store } from '../../store/store.ts';
import { readClosedNews } from '../../store/tellings.ts';

export const NO_NEWS: LateNews = { answers: 0, evidence: 0, reports: [], added: 0, proposals: [], misuse: false };

/** None of a breach that is open. */
export async function newsOf(store: Store, { breachId, closed }: BreachState): Promise<LateNews> {
  if (closed === null) return NO_NEWS;
  const [[late], [news]] = await Promise.all([readLateAnswers(store, 1, breachId), readClosedNews(store, 1, breachId)]);
  return {
    answers: late?.count ?? 0,
    evidence: closed.lateEvidence ?? 0,
    reports: news?.reports ?? [],
    added: news?.added ?? 0,
    proposals: closed.proposals ?? [],
    misuse: late?.misuse === true,
  };
}
