import { isToldByNotices, metByNotices } from '../../domain/filing/told-customers.ts';
import { readBreach } from '../../store/breaches.ts';
import { readBreachesWithClock } from '../../store/desk.ts';
import { type LateAnswers, readLateAnswers } from '../../store/ledger/late-answers.ts';
import { type ClosedNews, readClosedNews } from '../../store/tellings.ts';
import type { ServiceDeps } from '../deps.ts';

/** Breaches of which a desk shows this. */
const SHOWN = 20;

export type WaitingAnswers = {
  /** Closed breaches that answers came to after they were closed. */
  late: LateAnswers[];
  /** Closed breaches that files or new reports came in to. */
  news: ClosedNews[];
  /** Open ones all of whose customers have acknowledged, which nobody has recorded yet. */
  told: { breachId: string; customers: number }[];
};

/** What answers to notices ask somebody to do. */
export async function waitingAnswers({
  store,
  policy,
}: Pick<ServiceDeps, 'store' | 'policy'>): Promise<WaitingAnswers> {
  const duties = policy.obligations.filter(({ role, recipient }) =>
    role.some((each) => isToldByNotices({ role: each, recipient })),
  );
  const [late, news, open] = await Promise.all([
    readLateAnswers(store, SHOWN),
    readClosedNews(store, SHOWN),
    readBreachesWithClock(
      store,
      duties.map(({ id }) => id),
      SHOWN,
    ),
  ]);
  const states = await Promise.all(open.map((breachId) => readBreach(store, breachId)));
  const told = states.flatMap((state) => {
    const [met] = state === null ? [] : metByNotices(state);
    return state === null || met === undefined ? [] : [{ breachId: state.breachId, customers: met.customers }];
  });
  return { late, news, told };
}
