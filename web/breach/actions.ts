import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { BreachModel, BreachModelOf } from './model.ts';
import { isToTake, nextSteps } from './next-steps.ts';
import { breachPath, panelPath } from './places.ts';
import { reopeningAct } from './rights.ts';

/** The one next step of this role, with what else it may do in smaller type. */
export function actCard(view: View, model: BreachModelOf<'overview'>): Html | null {
  const { act: words } = view.words.breach;
  const work = view.may('GET /desk/breaches/:breachId/work')
    ? html`<a class="btn wide" href="${breachPath(model.state.breachId)}/work">${view.words.work.open}</a>`
    : null;
  const steps = nextSteps(view, model);
  const isUntaken = isToTake(view, model);
  const [next, ...rest] = steps;
  if (next === undefined && !isUntaken) {
    const act = reopeningAct(view, model);
    if (act !== null) {
      const { reopen } = view.words.breach;
      const verb = act === 'propose' ? reopen.propose.title : reopen.title;
      return html`
        <p class="note">
          <span class="strong">${words.closed}</span> ${words.closedText}${' '}
          <a href="${panelPath(model.state.breachId, 'close')}">${verb}</a>
        </p>
      `;
    }
    return model.asOf === null
      ? html`<p class="note"><span class="strong">${words.readOnly}</span> ${words.readOnlyText}</p>`
      : null;
  }
  const away =
    view.away === null ? null : html`<p class="small"><span class="st uncertain wraps">${words.away}</span></p>`;
  const main = isUntaken
    ? takeForm(view, model)
    : next && html`<a class="btn main wide" href="${next.href}">${next.label}</a>`;
  const others = (isUntaken ? steps : rest).map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`);
  return html`
    <section class="card" aria-labelledby="h-act">
      <header><h2 id="h-act">${words.title}</h2></header>
      <div class="in acts">
        ${away}${main}
        ${others.length === 0 ? null : html`<ul class="small others">${others}</ul>`}
        ${work}
        <p class="small muted">${words.note}</p>
      </div>
    </section>
  `;
}

function takeForm(view: View, { state: { breachId } }: BreachModel): Html {
  return html`
    <form method="post" action="${breachPath(breachId)}/take">
      ${hiddenFields(view)}
      <button class="btn main wide">${view.words.breach.handling.take}</button>
    </form>
  `;
}
