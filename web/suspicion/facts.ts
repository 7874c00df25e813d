import type { Facts } from '../../domain/facts.ts';
import type { Ground } from '../../domain/suspicion/grounds.ts';
import { ALL_FIELDS } from '../breach/fact-fields.ts';
import { sayFact } from '../breach/fact-words.ts';
import { breachPath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { SuspicionModel } from './model.ts';

/** Which facts follow from the rules, and how sure each is; what a rule says and the record does not, stands out. */
export function factsCard(view: View, model: SuspicionModel): Html {
  const { facts: words } = view.words.suspicion;
  const { state, reasoning } = model;
  const known = reasoning.facts.filter(({ certainty, rules }) => certainty !== 'unknown' || rules.length > 0);
  const labels: Partial<Record<string, string>> = view.words.facts.labels;
  const open = reasoning.facts.flatMap((ground) => (known.includes(ground) ? [] : (labels[ground.key] ?? [])));
  const mayState = state.status !== 'closed' && view.may('GET /desk/breaches/:breachId/facts');
  return html`
    <section class="card" id="follows" aria-labelledby="h-follows">
      <header>
        <h2 id="h-follows">${words.title}</h2>
        ${mayState ? html`<a class="small" href="${breachPath(state.breachId)}/facts">${words.state}</a>` : null}
      </header>
      ${known.length === 0 ? null : html`<dl class="kv in">${known.map((ground) => row(view, model, ground))}</dl>`}
      ${open.length === 0 ? null : html`<p class="in small">${words.open} ${open.join(', ')}.</p>`}
    </section>
  `;
}

function row(view: View, { state: { facts }, names }: SuspicionModel, ground: Ground): Html | null {
  const { facts: words } = view.words.suspicion;
  const { labels } = view.words.facts;
  const { key, certainty, by, rules } = ground;
  // What is switched on is decided at the duty itself.
  const field = ALL_FIELDS.find((each) => each.key === key);
  if (field === undefined) return null;
  const say = (of: Facts) => sayFact(view, field, of, names.system);
  const said = rules.map(({ value, rules: those, isOnRecord }) => {
    const named = those.map((rule) => html` <code>${rule}</code>`);
    const differs = isOnRecord ? null : html` <span class="tag warn">${words.differs}</span>`;
    const says = isOnRecord ? null : html`: ${say({ ...facts, [key]: value } as Facts)}`;
    return html`<span class="sub">${named}${says}${differs}</span>`;
  });
  const label = labels[key as keyof typeof labels];
  const sure = certainty === 'stated' && by !== null ? words.by(names.by(by)) : words.certainty[certainty];
  return html`<dt>${label}</dt><dd>${say(facts)}<span class="sub">${sure}</span>${said}</dd>`;
}
