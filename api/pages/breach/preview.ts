import { decide } from '../../../domain/breach/decide.ts';
import { evolve } from '../../../domain/breach/evolve.ts';
import { planInputOf } from '../../../domain/breach/plan-input.ts';
import { type BreachState, filingsOf, updatesOf } from '../../../domain/breach/state.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { diffPlans } from '../../../domain/plan/diff.ts';
import { makePlan } from '../../../domain/plan/make.ts';
import type { Plan } from '../../../domain/plan/types.ts';
import { ARTICLES } from '../../../domain/severity/articles.ts';
import type { Instant } from '../../../domain/time.ts';
import { readSystems } from '../../../store/dataflow.ts';
import { ALL_FIELDS, NARRATIVE_PARTS } from '../../../web/breach/fact-fields.ts';
import { sayFact } from '../../../web/breach/fact-words.ts';
import { paragraphs } from '../../../web/breach/facts.ts';
import type { FactChange, FactsPreview } from '../../../web/breach/facts-preview.ts';
import { html } from '../../../web/html.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { fingerprint } from '../form.ts';
import type { Patch } from './fact-values.ts';
import { readNames } from './names.ts';

type Amendment = { state: BreachState; patch: Patch; reasons: string; at: Instant; by: string };

/**
 * What an amendment would do, by the same functions that the breach and its plan are made by. Records nothing.
 * @throws TocsinError with the breach's own refusal
 */
export async function previewAmendment(
  deps: Pick<ApiDeps, 'store' | 'policy'>,
  view: View,
  { state, patch, reasons, at, by }: Amendment,
): Promise<FactsPreview> {
  const decision = decide(state, { type: 'amend-facts', ...patch, reasons, at, by, key: 'preview' });
  if (!decision.ok) throw new TocsinError(decision.code, decision.message, decision.field);
  const amended = decision.events.reduce<BreachState>(evolve, state);
  const plan = amended.planIsStale || amended.plan === null ? await planFor(deps, amended, at) : amended.plan;
  const after = evolve(amended, { type: 'planned', at, by: 'engine', key: 'preview', data: { plan, changes: [] } });
  const { names } = await readNames(deps.store, view, after);
  const duties = diffPlans(state.plan, plan).map((change) => {
    const planned = [plan, state.plan].flatMap((p) => p?.obligations.find((o) => o.id === change.obligation) ?? [])[0];
    return { ...change, article: planned?.article ?? change.obligation, recipient: planned?.recipient ?? '' };
  });
  const told = Object.values(after.notices).filter((n) => n.round > (state.notices[n.counterparty]?.round ?? 0));
  const resumed = decision.events.flatMap((e) => (e.type === 'obligation-resumed' ? [e.data.obligation] : []));
  const outcome = {
    duties,
    severity: plan.severity,
    conclusion: plan.conclusion,
    resumed,
    told: told.map((n) => n.counterparty),
  };
  return {
    breachId: state.breachId,
    reasons,
    changes: await changesOf(deps, view, state, patch),
    duties,
    severity: { before: state.plan?.severity ?? null, after: plan.severity },
    conclusion: { before: state.plan?.conclusion ?? null, after: plan.conclusion },
    reopened: ARTICLES.filter((a) => amended.risk[a]?.reopened === true && state.risk[a]?.reopened === false),
    resumed: resumed.map(names.duty),
    told: told.map((n) => names.counterparty(n.counterparty)),
    hidden: { patch: JSON.stringify(patch), reasons, seen: String(state.seq), shown: fingerprint(outcome) },
    isNew: false,
  };
}

/** The changed facts and parts of the story, each as it is on record and as it would be. */
export async function changesOf(
  { store }: Pick<ApiDeps, 'store'>,
  view: View,
  { facts, narrative }: Pick<BreachState, 'facts' | 'narrative'>,
  patch: Patch,
  more: readonly string[] = [],
): Promise<FactChange[]> {
  const { labels } = view.words.facts;
  const events = { ...facts.events, ...patch.facts.events };
  const next = { ...facts, ...patch.facts, events };
  const systems = await readSystems(store, [...new Set([...facts.systems, ...next.systems])]);
  const systemName = (id: string) => systems.find((s) => s.id === id)?.name ?? id;
  const changed = (key: string) => key in patch.facts || key in patch.narrative || more.includes(key);
  const story = NARRATIVE_PARTS.filter(changed).map((part): FactChange => {
    const say = (text: string) => (text === '' ? view.words.facts.unwritten : text);
    const [before, after] = [narrative[part], patch.narrative[part] ?? narrative[part]];
    return {
      key: part,
      label: labels[part],
      before: html`${paragraphs(say(before))}`,
      after: html`${paragraphs(say(after))}`,
    };
  });
  const stated = ALL_FIELDS.filter((field) => changed(field.key)).map((field): FactChange => {
    const label = labels[field.key as keyof typeof labels];
    const say = (of: typeof facts) => sayFact(view, field, of, systemName);
    return { key: field.key, label, before: say(facts), after: say(next) };
  });
  return [...story, ...stated];
}

async function planFor(
  { store, policy }: Pick<ApiDeps, 'store' | 'policy'>,
  state: BreachState,
  at: Instant,
): Promise<Plan> {
  const systems = await readSystems(store, state.facts.systems);
  return makePlan(policy, planInputOf({ ...state, at, filings: filingsOf(state), updates: updatesOf(state) }, systems));
}
