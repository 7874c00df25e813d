import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { dutyPath, groupDuties, tellsPeople } from './duties.ts';
import type { BreachModel } from './model.ts';
import { breachPath, panelPath } from './places.ts';
import { mayChange } from './rights.ts';

const BREACH = '/desk/breaches/:breachId';

/** The one next step of this role, with what else it may do in smaller type. */
export function actCard(view: View, model: BreachModel): Html | null {
  const { act: words } = view.words.breach;
  const { breachId, awareness, plan, risk } = model.state;
  const base = breachPath(breachId);
  const at = (panel: string) => panelPath(breachId, panel);
  const may = (route: string) => mayChange(view, model, route);
  const [first] = groupDuties(model).binding.filter(
    (d) => d.current.status === 'running' || d.current.status === 'overdue',
  );
  // A link to a field opens what it is folded into.
  const links: (readonly [label: string, href: string] | null)[] = [
    may(`POST ${BREACH}/awareness`) && awareness.length === 0 ? [words.recordAwareness, at('aware')] : null,
    may(`POST ${BREACH}/filings/:obligation`) && first !== undefined
      ? [(tellsPeople(first) ? words.tell : words.file)(first.planned.article), dutyPath(breachId, first)]
      : null,
    may(`POST ${BREACH}/decisions`) && plan !== null && (risk.art33 === null || risk.art33.reopened)
      ? [words.art33, at('f-art33-conclusion')]
      : null,
    may(`POST ${BREACH}/decisions`) && plan !== null && (risk.art34 === null || risk.art34.reopened)
      ? [words.art34, at('f-art34-conclusion')]
      : null,
    may(`POST ${BREACH}/facts`) ? [words.facts, `${base}/facts`] : null,
    may(`POST ${BREACH}/awareness`) && awareness.length > 0 ? [words.correctAwareness, at('f-awareAt')] : null,
    may(`POST ${BREACH}/minor`) ? [view.words.minor.link, `${base}/minor`] : null,
    may(`POST ${BREACH}/closing`) ? [words.close, at('close')] : null,
  ];
  const shown = links.filter((link) => link !== null);
  const work = view.may(`GET ${BREACH}/work`)
    ? html`<a class="btn wide" href="${base}/work">${view.words.work.open}</a>`
    : null;
  const [next, ...rest] = shown;
  if (next === undefined) {
    return model.asOf === null
      ? html`<p class="note"><span class="strong">${words.readOnly}</span> ${words.readOnlyText}</p>`
      : null;
  }
  const away =
    view.away === null ? null : html`<p class="small"><span class="st uncertain wraps">${words.away}</span></p>`;
  const others = rest.map(([label, href]) => html`<li><a href="${href}">${label}</a></li>`);
  return html`
    <section class="card" aria-labelledby="h-act">
      <header><h2 id="h-act">${words.title}</h2></header>
      <div class="in acts">
        ${away}
        <a class="btn main wide" href="${next[1]}">${next[0]}</a>
        ${others.length === 0 ? null : html`<ul class="small others">${others}</ul>`}
        ${work}
        <p class="small muted">${words.note}</p>
      </div>
    </section>
  `;
}
