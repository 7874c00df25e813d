import { ARTICLES } from '../../domain/articles.ts';
import { asError } from '../../domain/breach/decide/decision.ts';
import { decide } from '../../domain/breach/decide.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import { planInputOf } from '../../domain/breach/plan-input.ts';
import { type BreachState, filingsOf, touchesUnlisted, updatesOf } from '../../domain/breach/state.ts';
import type { Facts, Narrative } from '../../domain/facts.ts';
import { diffPlans } from '../../domain/plan/diff.ts';
import { makePlan } from '../../domain/plan/make.ts';
import { planNotices } from '../../domain/plan/notices.ts';
import type { Article, Plan, PlanChange } from '../../domain/plan/types.ts';
import type { Role } from '../../domain/roles.ts';
import type { Instant } from '../../domain/time.ts';
import { readSystems } from '../../store/dataflow.ts';
import { listTold } from '../../store/notice-lists.ts';
import type { ServiceDeps } from '../deps.ts';

/** Facts and parts of the story to be changed. */
export type Patch = { facts: Partial<Facts>; narrative: Partial<Narrative> };
export type Amendment = { state: BreachState; patch: Patch; reasons: string; at: Instant; by: string; role: Role };

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
  /** Who would get a notice of its own, and which one of its own it would be. */
  told: Told[];
};

type Told = { counterparty: string; round: number };
type Deps = Pick<ServiceDeps, 'store' | 'policy'>;

/**
 * What an amendment would do, by the same functions that the breach and its plan are made by.
 * @throws TocsinError with the breach's own refusal
 */
export async function previewChange(
  deps: Deps,
  { state, patch, reasons, at, by, role }: Amendment,
): Promise<AmendmentOutcome> {
  const decision = decide(state, { type: 'amend-facts', ...patch, reasons, at, by, role, key: 'preview' });
  if (!decision.ok) throw asError(decision);
  const amended = decision.events.reduce<BreachState>(evolve, state);
  const plan = amended.planIsStale || amended.plan === null ? await planFor(deps, amended, at) : amended.plan;
  const after = evolve(amended, { type: 'planned', at, by: 'engine', key: 'preview', data: { plan, changes: [] } });
  const duties = diffPlans(state.plan, plan).map((change) => {
    const planned = [plan, state.plan].flatMap((p) => p?.obligations.find((o) => o.id === change.obligation) ?? [])[0];
    return { ...change, article: planned?.article ?? change.obligation, recipient: planned?.recipient ?? '' };
  });
  return {
    ...{ before: state.plan, plan, after, duties },
    reopened: ARTICLES.filter((a) => amended.risk[a]?.reopened === true && state.risk[a]?.reopened === false),
    resumed: decision.events.flatMap((e) => (e.type === 'obligation-resumed' ? [e.data.obligation] : [])),
    told: await toldAnew(deps, after, at),
  };
}

/** Whom the ledger would take up: new ones, and those of whose systems it names not all. */
async function toldAnew({ store, policy }: Deps, after: BreachState, at: Instant): Promise<Told[]> {
  const { plan, communications } = after;
  if (plan?.counterparties == null || plan.counterparties.version === communications.notices?.version) return [];
  const systems = await readSystems(store, after.facts.systems);
  const wanted = planNotices(policy.organisation.noticeRules, planInputOf(inputOf(after, at), systems));
  const known = new Map((await listTold(store, after.breachId)).map((told) => [told.counterparty, told]));
  return wanted.flatMap(({ counterparty, systems: touched }): Told[] => {
    const { systems: named = [], status, round = 0 } = known.get(counterparty) ?? {};
    const isTold = status !== undefined && status !== 'withdrawn' && touched.every((id) => named.includes(id));
    return isTold ? [] : [{ counterparty, round: round + 1 }];
  });
}

/** The plan of a breach as it would stand. */
export async function planFor({ store, policy }: Deps, state: BreachState, at: Instant): Promise<Plan> {
  const systems = await readSystems(store, state.facts.systems);
  return makePlan(policy, planInputOf(inputOf(state, at), systems));
}

/** What a plan of a breach as it stands would be made from. */
export function inputOf(state: BreachState, at: Instant) {
  return { ...state, at, filings: filingsOf(state), updates: updatesOf(state), unlisted: touchesUnlisted(state) };
}
