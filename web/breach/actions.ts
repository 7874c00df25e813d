import { workOf } from '../../domain/breach/work.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { groupDuties } from './duties.ts';
import type { BreachModel } from './model.ts';
import { mayChange } from './rights.ts';

const BREACH = '/desk/breaches/:breachId';

/** What this role can do next, the most pressing first. */
export function actCard(view: View, model: BreachModel): Html | null {
  const { act: words } = view.words.breach;
  const { breachId, awareness, plan, risk } = model.state;
  const base = `/desk/breaches/${breachId}`;
  const may = (route: string) => mayChange(view, model, route);
  const [first] = groupDuties(model).binding.filter(
    (d) => d.current.status === 'running' || d.current.status === 'overdue',
  );
  // A link to a field opens what it is folded into.
  const links: (readonly [label: string, href: string] | null)[] = [
    may(`POST ${BREACH}/awareness`) && awareness.length === 0 ? [words.recordAwareness, '#aware'] : null,
    may(`POST ${BREACH}/filings/:obligation`) && first !== undefined
      ? [words.file(first.planned.article), `${base}/filings/${first.planned.id}`]
      : null,
    may(`POST ${BREACH}/decisions`) && plan !== null && (risk.art33 === null || risk.art33.reopened)
      ? [words.art33, '#f-art33-conclusion']
      : null,
    may(`POST ${BREACH}/decisions`) && plan !== null && (risk.art34 === null || risk.art34.reopened)
      ? [words.art34, '#f-art34-conclusion']
      : null,
    may(`POST ${BREACH}/facts`) ? [words.facts, `${base}/facts`] : null,
    may(`POST ${BREACH}/awareness`) && awareness.length > 0 ? [words.correctAwareness, '#f-awareAt'] : null,
    may(`POST ${BREACH}/minor`) ? [view.words.minor.link, `${base}/minor`] : null,
    may(`POST ${BREACH}/closing`) ? [words.close, '#close'] : null,
  ];
  const work = html`<a class="btn wide" href="${base}/work">${view.words.work.open}</a>`;
  const shown = links.filter((link) => link !== null);
  const evidence = view.may(`GET ${BREACH}/evidence.json`)
    ? html`
      <a class="btn wide" href="${base}/evidence.json" download>${words.evidence}</a>
      <a class="small" href="${base}/evidence.json?open=true" download>${words.evidenceOpen}</a>
      ${privilegedPack(view, model)}
    `
    : null;
  if (shown.length === 0 && evidence === null) {
    return model.asOf === null
      ? html`<p class="note"><span class="strong">${words.readOnly}</span> ${words.readOnlyText}</p>`
      : null;
  }
  const away =
    view.away === null || shown.length === 0
      ? null
      : html`<p class="small"><span class="st uncertain wraps">${words.away}</span></p>`;
  const note = shown.length === 0 ? words.evidenceNote : words.note;
  return html`
    <section class="card" aria-labelledby="h-act">
      <header><h2 id="h-act">${words.title}</h2></header>
      <div class="in acts">
        ${away}
        ${shown.map(
          ([label, href], i) => html`<a class="${i === 0 ? 'btn main wide' : 'btn wide'}" href="${href}">${label}</a>`,
        )}
        ${view.may(`GET ${BREACH}/work`) ? work : null}${evidence}
        <p class="small muted">${note}</p>
      </div>
    </section>
  `;
}

/** A DPO ticks whether the privileged notes go into the open pack. */
function privilegedPack({ viewer, words }: View, { state }: BreachModel): Html | null {
  if (viewer.role !== 'dpo' || workOf(state).privileged === 0) return null;
  const { act } = words.breach;
  return html`
    <form class="flow small" method="get" action="/desk/breaches/${state.breachId}/evidence.json">
      <input type="hidden" name="open" value="true">
      <label class="tick"><input type="checkbox" name="privileged" value="true"> <span>${act.privileged}</span></label>
      <button class="btn wide">${act.evidenceOpen}</button>
    </form>
  `;
}
