import { touchesUnlisted } from '../../domain/breach/state.ts';
import { Facts } from '../../domain/facts.ts';
import { type Html, html } from '../html.ts';
import { onRecord } from '../translated.ts';
import type { View } from '../view.ts';
import { FACT_GROUPS, type FactField, type FactGroup, GROUP_NAMES, NARRATIVE_PARTS } from './fact-fields.ts';
import { sayFact } from './fact-words.ts';
import { number } from './figures.ts';
import type { BreachModelOf } from './model.ts';
import { graverNote } from './offered-facts.ts';
import { mayChange } from './rights.ts';

const UNSTATED = Facts.parse({});

/** What is known: the story in people's words, and the facts in groups; what nobody stated yet is folded away. */
export function factsSection(view: View, model: BreachModelOf<'known'>): Html {
  const { facts: words } = view.words;
  const { state } = model;
  const may = mayChange(view, model, 'POST /desk/breaches/:breachId/facts');
  const shown = NARRATIVE_PARTS.filter((part) => part !== 'title' && (part !== 'unlisted' || touchesUnlisted(state)));
  const story = shown.map((part) => {
    const text = onRecord(view, state.narrative[part] ?? '');
    return html`
      <dt>${words.narrative[part]}</dt>
      <dd class="lines">${text === '' ? html`<span class="muted">${words.unwritten}</span>` : paragraphs(text)}</dd>
    `;
  });
  const link = may ? html`<a class="small" href="/desk/breaches/${state.breachId}/facts">${words.edit}</a>` : null;
  const graver = graverNote(view, state, may);
  return html`
    <section class="card" id="facts" aria-labelledby="h-facts">
      <header><h2 id="h-facts">${words.title}</h2>${link}</header>
      ${graver === null ? null : html`<div class="in">${graver}</div>`}
      <dl class="kv in">${story}</dl>
      ${GROUP_NAMES.map((group) => factGroup(view, model, group))}
    </section>
  `;
}

/** How many people the attached lists hold, and where one more is attached. */
function listedPeople(view: View, { state, listed, asOf }: BreachModelOf<'known'>): Html | null {
  if (asOf !== null || !view.may('GET /desk/breaches/:breachId/people')) return null;
  const { people: words } = view.words;
  const said = listed === null ? null : html`${words.facts(words.count(number(listed, view.language)))} `;
  const link = html`<a href="/desk/breaches/${state.breachId}/people">${listed === null ? words.link : words.see}</a>`;
  return html`<p class="small">${said}${link}</p>`;
}

function factGroup(view: View, model: BreachModelOf<'known'>, group: FactGroup): Html {
  const { state, names } = model;
  const [title, fields]: [string, readonly FactField[]] = [view.words.facts.groups[group], FACT_GROUPS[group]];
  const row = (field: FactField) =>
    html`
      <dt>${view.words.facts.labels[field.key as keyof typeof view.words.facts.labels]}</dt>
      <dd>${sayFact(view, field, state.facts, names.system)}</dd>
    `;
  const stated = fields.filter((field) => !isUnstated(state.facts, field));
  const rest = fields.filter((field) => isUnstated(state.facts, field));
  const more = view.words.facts.unstated(rest.length);
  const folded =
    rest.length === 0
      ? null
      : html`
        <details>
          <summary>${more}<span class="sr">: ${title}</span></summary>
          <dl class="kv">${rest.map(row)}</dl>
        </details>
      `;
  return html`
    <div class="in group">
      <h3>${title}</h3>
      ${stated.length === 0 ? null : html`<dl class="kv">${stated.map(row)}</dl>`}${folded}
      ${group === 'people' ? listedPeople(view, model) : null}
    </div>
  `;
}

/** Whether a fact stands as it is assumed to be until somebody states it. */
export function isUnstated(facts: Facts, { key }: FactField): boolean {
  return JSON.stringify(facts[key]) === JSON.stringify(UNSTATED[key]);
}

/** Paragraphs as they were typed. */
export function paragraphs(text: string): Html[] {
  return text.split(/\n{2,}/).map((paragraph) => {
    const lines = paragraph.split('\n');
    return html`<p>${lines.map((line, i) => (i === 0 ? line : html`<br>${line}`))}</p>`;
  });
}
