import { workOf } from '../../domain/breach/work.ts';
import { choiceField, EMPTY_FORM, errorSummary, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { blocksOf } from './blocks.ts';
import { groupDuties } from './duties.ts';
import type { BreachForms, BreachModel } from './model.ts';
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

/** Closing, with everything that still forbids it; or how the breach was closed. */
export function closeSection(view: View, model: BreachModel, { closing: given }: BreachForms): Html | null {
  const { words } = view;
  const { close } = words.breach;
  const { state, names } = model;
  if (state.closed !== null) {
    const { outcome, at, by, reasons } = state.closed;
    return html`
      <section class="card" id="close" aria-labelledby="h-close">
        <header><h2 id="h-close">${close.closed}</h2></header>
        <div class="in flow">
          <p><span class="strong">${close.outcomes[outcome]}</span>, ${timeTag(at, view, true)}, ${names.by(by)}</p>
          <q class="said">${reasons}</q>
        </div>
      </section>
    `;
  }
  if (!mayChange(view, model, `POST ${BREACH}/closing`)) return null;
  const form = given ?? EMPTY_FORM;
  const blocks = blocksOf(view, model).filter((block) => block.closes);
  const options = (['resolved', 'not-a-breach'] as const).map((outcome) => [outcome, close.outcomes[outcome]] as const);
  const list = html`
    <div class="note warn">
      <h3>${close.blocked(blocks.length)}</h3>
      <ul>${blocks.map(({ text, href }) => html`<li><a href="${href}">${text}</a></li>`)}</ul>
    </div>
  `;
  return html`
    <section class="card noprint" id="close" aria-labelledby="h-close">
      <header><h2 id="h-close">${close.title}</h2><p class="small muted">${close.note}</p></header>
      <div class="in flow">
        ${blocks.length === 0 ? html`<p class="st ack">${close.free}</p>` : list}
        <form method="post" action="/desk/breaches/${state.breachId}/closing" class="flow">
          ${errorSummary(form, words, {
            'closing-outcome': close.outcome,
            'closing-reasons': close.reasons,
          })}
          ${hiddenFields(view, { seen: model.seen.closing })}
          ${choiceField({
            name: 'closing-outcome',
            label: close.outcome,
            kind: 'radio',
            options,
            form,
            words,
            required: true,
          })}
          ${textArea({
            name: 'closing-reasons',
            label: close.reasons,
            form,
            words,
            required: true,
            rows: 3,
            maxlength: 10_000,
          })}
          <button class="btn">${close.title}</button>
        </form>
      </div>
    </section>
  `;
}
