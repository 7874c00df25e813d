import type { BreachState } from '../../../domain/breach/state.ts';
import { gravestOfPlan } from '../../../domain/severity/gravest.ts';
import { type Amendment, type Patch, previewChange } from '../../../services/plan/preview-change.ts';
import { readSystems } from '../../../store/dataflow.ts';
import { ALL_FIELDS, NARRATIVE_PARTS } from '../../../web/breach/fact-fields.ts';
import { sayFact } from '../../../web/breach/fact-words.ts';
import { paragraphs } from '../../../web/breach/facts.ts';
import type { FactChange, FactsPreview } from '../../../web/breach/facts-preview.ts';
import { html } from '../../../web/html.ts';
import { NAMES_LISTED } from '../../../web/names-listed.ts';
import { onRecord } from '../../../web/translated.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { fingerprint } from '../../forms/form.ts';
import { readNames } from './names.ts';

/**
 * What an amendment would do, as its page says it.
 * @throws TocsinError with the breach's own refusal
 */
export async function previewAmendment(
  deps: Pick<ApiDeps, 'store' | 'policy'>,
  view: View,
  amendment: Amendment,
): Promise<FactsPreview> {
  const { state, patch, reasons } = amendment;
  const { before, plan, after, duties, reopened, resumed, told } = await previewChange(deps, amendment);
  const first = told.slice(0, NAMES_LISTED).map(({ counterparty }) => counterparty);
  const { names } = await readNames(deps.store, view, after, () => first);
  const { conclusion } = plan;
  const severity = gravestOfPlan(plan);
  const outcome = { duties, severity, conclusion, resumed, told: told.map((n) => n.counterparty) };
  return {
    state,
    reasons,
    changes: await changesOf(deps, view, state, patch),
    duties,
    severity: { before: before === null ? null : gravestOfPlan(before), after: severity },
    conclusion: { before: before?.conclusion ?? null, after: conclusion },
    reopened,
    resumed: resumed.map(names.duty),
    coverage: plan.coverage,
    told: { names: first.map(names.counterparty), count: told.length },
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
    const say = (text: string) => (text === '' ? view.words.facts.unwritten : onRecord(view, text));
    const before = narrative[part] ?? '';
    const after = patch.narrative[part] ?? before;
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
