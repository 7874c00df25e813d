import { openTasks, workOf } from '../../domain/breach/work.ts';
import { number } from '../breach/figures.ts';
import { breachPath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import { translatedText } from '../translated.ts';
import type { View } from '../view.ts';
import type { SuspicionModel } from './model.ts';

/** What to check next, in its order: who looks, the tasks of the playbook, what is found out, what it comes to. */
export function nextCard(view: View, { state, playbooks }: SuspicionModel): Html {
  const { next: words } = view.words.suspicion;
  const path = breachPath(state.breachId);
  const open = openTasks(state).length;
  const steps =
    state.status === 'closed'
      ? [html`${words.closed}`]
      : [
          state.owner === undefined ? html`<a href="${path}">${words.take}</a>` : null,
          open === 0 ? begin(view, path, leftOf(state, playbooks)) : null,
          open === 0 ? null : html`<a href="${path}/work">${words.tasks(number(open, view.language))}</a>`,
          view.may('GET /desk/breaches/:breachId/facts') ? html`<a href="${path}/facts">${words.facts}</a>` : null,
          state.status === 'suspected' ? html`<a href="${path}">${words.triage}</a>` : null,
        ];
  const items = steps.flatMap((step) => (step === null ? [] : [html`<li>${step}</li>`]));
  return html`
    <section class="card" aria-labelledby="h-next">
      <header><h2 id="h-next">${words.title}</h2></header>
      <div class="in"><ul class="points">${items}</ul></div>
    </section>
  `;
}

function leftOf(state: SuspicionModel['state'], playbooks: SuspicionModel['playbooks']): SuspicionModel['playbooks'] {
  const begun = workOf(state).playbooks;
  return playbooks.filter(({ id }) => !begun.includes(id));
}

function begin(view: View, path: string, playbooks: SuspicionModel['playbooks']): Html | null {
  if (playbooks.length === 0) return null;
  const titles = playbooks.map(({ title }) => translatedText(view, title)).join(', ');
  return html`<a href="${path}/work#form-playbook">${view.words.suspicion.next.begin}</a> ${titles}`;
}
