import type { Articles, Plan, RiskConclusion } from '../plan/types.ts';
import type { BreachState, RiskDecision } from './state.ts';

/** Reads what was written while one decision on the risk stood for Art. 33 and Art. 34 together: it means both. */

type EarlierPlan = Omit<Plan, 'conclusion' | 'articles'> & {
  conclusion: RiskConclusion;
  /** The oldest plans drew no conclusions on the articles. */
  articles?: { proposed: Articles; decided: Articles | null };
};

/** The decisions of a state or a request of any version. */
export function currentRisk(risk: BreachState['risk'] | RiskDecision | null): BreachState['risk'] {
  return risk !== null && 'art33' in risk ? risk : { art33: risk, art34: risk };
}

/** A plan of any version, with its conclusion and what was decided per article. */
export function currentPlan(plan: Plan | EarlierPlan): Plan {
  if (!isEarlier(plan)) return plan;
  const { conclusion, articles, ...rest } = plan;
  const { art33 = null, art34 = null } = articles?.decided ?? {};
  const decided = articles && { articles: { ...articles, decided: { art33, art34 } } };
  return { ...rest, conclusion: { art33: conclusion, art34: conclusion }, ...decided } as Plan;
}

function isEarlier(plan: Plan | EarlierPlan): plan is EarlierPlan {
  return typeof plan.conclusion === 'string';
}

/** The state of any version, as a workflow hands it on to its next run and as it stands in the database. */
export function currentState(state: BreachState): BreachState {
  return { ...state, risk: currentRisk(state.risk), plan: state.plan && currentPlan(state.plan) };
}
