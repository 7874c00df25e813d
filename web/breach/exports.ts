import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { BreachModel } from './model.ts';

/** The incident as other tools take it, beside the alerts that it is made from. */
export function exportsCard({ words, may }: View, { state, asOf }: BreachModel): Html | null {
  const { exports: say } = words.breach;
  // Made from what is known now alone.
  if (asOf !== null || !may('GET /desk/breaches/:breachId/export.json')) return null;
  const path = `/desk/breaches/${state.breachId}/export.json`;
  return html`
    <section class="card" id="exports" aria-labelledby="h-exports">
      <header><h2 id="h-exports">${say.title}</h2><p class="small muted">${say.note}</p></header>
      <p class="in row">
        <a class="btn" href="${path}?format=ocsf" download>${say.ocsf}</a>
        <a class="btn" href="${path}?format=stix" download>${say.stix}</a>
      </p>
    </section>
  `;
}
