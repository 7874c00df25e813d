import { firstFew, restFolded } from '../first-few.ts';
import { EMPTY_FORM, errorSummary, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { releaseNote } from '../release/panel.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { groupDuties } from './duties.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { mayChange } from './rights.ts';
import { knownFirstNote, suspicionPart } from './suspicion.ts';

/** Since when the organisation knows, with every correction: nothing recorded is ever rewritten. */
export function awarenessSection(view: View, model: BreachModel, forms: BreachForms): Html {
  const { awareness: words } = view.words.breach;
  const { state } = model;
  const count = state.awareness.length;
  const note = count === 0 ? words.none : count === 1 ? words.recordedOnce : words.corrections(count - 1);
  return html`
    <section class="card" id="aware" aria-labelledby="h-aware">
      <header><h2 id="h-aware">${words.title}</h2><p class="small muted">${note}</p></header>
      ${
        count === 0
          ? html`<p class="in">${words.noneText}</p>${suggestion(view, model)}`
          : html`<ol class="log">${entries(view, model)}</ol>`
      }
      ${count === 0 || state.status === 'closed' ? null : doneNote(view, model)}
      ${awarenessForm(view, model, forms)}
      ${suspicionPart(view, model, forms)}
    </section>
  `;
}

/** Of more clocks than these, the rest is folded. */
const CLOCKS_IN_SIGHT = 6;

/** What came of recording it: which clocks run until when, that nobody outside was told, and what waits for that. */
function doneNote(view: View, model: BreachModel): Html {
  const { done: words } = view.words.breach.awareness;
  const { state, names } = model;
  const running = groupDuties(model).binding.flatMap(({ planned, current }) => {
    const isRunning = current.status === 'running' || current.status === 'overdue';
    return isRunning && planned.clock !== null ? [{ id: planned.id, due: planned.clock.due }] : [];
  });
  const isAssessed = state.plan !== null && !state.planIsStale;
  const clock = ({ id, due }: (typeof running)[number]) =>
    html`<li>${names.duty(id)}: ${words.until} ${timeTag(due, view)}</li>`;
  const { first, rest } = firstFew(running, CLOCKS_IN_SIGHT);
  const folded =
    rest.length === 0
      ? null
      : restFolded(words.more(rest.length), { id: 'more-clocks' }, html`<ul>${rest.map(clock)}</ul>`);
  const { notices } = state.communications;
  const leavesByItself = notices !== undefined && notices.release === undefined;
  return html`
    <div class="in flow">
      <div class="note good" role="status">
        <p>${!isAssessed ? words.assessed : running.length === 0 ? words.none : words.clocks}</p>
        ${isAssessed && running.length > 0 ? html`<ul>${first.map(clock)}</ul>${folded}` : null}
        <p>${leavesByItself ? view.words.release.bars['by-itself'] : words.told}</p>
      </div>
      ${knownFirstNote(view, model)}${releaseNote(view, state)}
    </div>
  `;
}

/** What the report says, where who reported may not record it. */
function suggestion(view: View, { state: { suggested } }: BreachModel): Html | null {
  const { awareness: words } = view.words.breach;
  if (suggested?.awareAt === undefined) return null;
  return html`
    <p class="in note">${words.suggested} ${timeTag(suggested.awareAt, view, true)} ${words.suggestedNote}</p>
  `;
}

function entries(view: View, { state, names }: BreachModel): Html[] {
  const { awareness: words } = view.words.breach;
  const last = state.awareness.length - 1;
  return state.awareness
    .map(({ awareAt, recordedAt, by, reasons }, i) => {
      const before = state.awareness[i - 1];
      const at =
        i === last
          ? html`<span class="strong">${timeTag(awareAt, view, true)}</span>`
          : html`<del>${timeTag(awareAt, view, true)}</del>`;
      const was =
        before === undefined
          ? null
          : html`<span class="was">${words.instead} <del>${timeTag(before.awareAt, view, true)}</del></span>`;
      return html`
        <li>
          <div>${timeTag(recordedAt, view)}<span class="sub">${names.by(by)}</span></div>
          <div>
            <p>
              ${i === 0 ? words.recorded : words.corrected} ${at}
              ${i === last ? html`<span class="tag">${words.counts}</span>` : null}
            </p>
            ${was}${reasons === '' ? null : html`<q class="said">${reasons}</q>`}
          </div>
        </li>
      `;
    })
    .reverse();
}

function awarenessForm(view: View, model: BreachModel, { awareness: given }: BreachForms): Html | null {
  if (!mayChange(view, model, 'POST /desk/breaches/:breachId/awareness')) return null;
  const { words } = view;
  const { awareness } = words.breach;
  const { state } = model;
  const form = given ?? EMPTY_FORM;
  const isFirst = state.awareness.length === 0;
  const fields = html`
    <form method="post" action="/desk/breaches/${state.breachId}/awareness" class="in flow">
      ${errorSummary(form, words, { awareAt: awareness.field, 'awareness-reasons': awareness.reasons })}
      ${hiddenFields(view, { seen: model.seen.awareness })}
      ${instantField(view, { name: 'awareAt', label: awareness.field, hint: awareness.hint, form, required: true })}
      ${textArea({
        name: 'awareness-reasons',
        label: awareness.reasons,
        hint: isFirst ? awareness.reasonsFirst : awareness.reasonsCorrection,
        form,
        words,
        required: !isFirst,
        rows: 3,
        maxlength: 10_000,
      })}
      ${isFirst ? html`<p class="note">${awareness.sends}</p>` : null}
      <button class="btn main">${isFirst ? awareness.record : awareness.correct}</button>
    </form>
  `;
  if (isFirst) return fields;
  return html`
    <details class="in"${given === undefined ? null : html` open`}>
      <summary>${awareness.correct}</summary>
      ${fields}
    </details>
  `;
}
