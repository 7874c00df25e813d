import { ARTICLES } from '../domain/articles.ts';
import { decide } from '../domain/breach/decide.ts';
import { evolve } from '../domain/breach/evolve.ts';
import { planInputOf } from '../domain/breach/plan-input.ts';
import { type BreachState, filingsOf, updatesOf } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import type { Facts, Narrative } from '../domain/facts.ts';
import { diffPlans } from '../domain/plan/diff.ts';
import { makePlan } from '../domain/plan/make.ts';
import type { Article, Plan, PlanChange, PlannedNotice } from '../domain/plan/types.ts';
import type { Instant } from '../domain/time.ts';
import { readSystems } from '../store/dataflow.ts';
import type { ApiDeps } from './deps.ts';

/** Facts and parts of the story to be changed. */
export type Patch = { facts: Partial<Facts>; narrative: Partial<Narrative> };
export type Amendment = { state: BreachState; patch: Patch; reasons: string; at: Instant; by: string };

/** What an amendment would do. Nothing of it is recorded. */
export type AmendmentOutcome = {
  before: Plan | null;
  plan: Plan;
  /** The breach as it would stand. */
  after: BreachState;
  duties: (PlanChange & { article: string; recipient: string })[];
  /** Decisions that would ask to be looked at again. */
  reopened: Article[];
  /** Waived duties that would run again. */
  resumed: string[];
  /** Who would get a notice. */
  told: Pick<PlannedNotice, 'counterparty' | 'round'>[];
};

/**
 * What an amendment would do, by the same functions that the breach and its plan are made by.
 * @throws TocsinError with the breach's own refusal
 */
export async function outcomeOf(
  deps: Pick<ApiDeps, 'store' | 'policy'>,
  { state, patch, reasons, at, by }: Amendment,
): Promise<AmendmentOutcome> {
  const decision = decide(state, { type: 'amend-facts', ...patch, reasons, at, by, key: 'preview' });
  if (!decision.ok) throw new TocsinError(decision.code, decision.message, decision.field);
  const amended = decision.events.reduce<BreachState>(evolve, state);
  const plan = amended.planIsStale || amended.plan === null ? await planFor(deps, amended, at) : amended.plan;
  const after = evolve(amended, { type: 'planned', at, by: 'engine', key: 'preview', data: { plan, changes: [] } });
  const duties = diffPlans(state.plan, plan).map((change) => {
    const planned = [plan, state.plan].flatMap((p) => p?.obligations.find((o) => o.id === change.obligation) ?? [])[0];
    return { ...change, article: planned?.article ?? change.obligation, recipient: planned?.recipient ?? '' };
  });
  const told = Object.values(after.notices).filter((n) => n.round > (state.notices[n.counterparty]?.round ?? 0));
  return {
    ...{ before: state.plan, plan, after, duties },
    reopened: ARTICLES.filter((a) => amended.risk[a]?.reopened === true && state.risk[a]?.reopened === false),
    resumed: decision.events.flatMap((e) => (e.type === 'obligation-resumed' ? [e.data.obligation] : [])),
    told: told.map(({ counterparty, round }) => ({ counterparty, round })),
  };
}

async function planFor(
  { store, policy }: Pick<ApiDeps, 'store' | 'policy'>,
  state: BreachState,
  at: Instant,
): Promise<Plan> {
  const systems = await readSystems(store, state.facts.systems);
  return makePlan(policy, planInputOf({ ...state, at, filings: filingsOf(state), updates: updatesOf(state) }, systems));
}
