import { firstSuspicionOf, knownFirstOf } from '../../domain/breach/suspicion.ts';
import { EMPTY_FORM, errorSummary, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { mayChange } from './rights.ts';

/** That the awareness lies before the recorded suspicion, where it does: it counts, and is to be explained. */
export function knownFirstNote(view: View, { state }: BreachModel): Html | null {
  const { suspicion: words } = view.words.breach;
  const found = knownFirstOf(state);
  if (found === null) return null;
  const isExplained = found.because !== '';
  return html`
    <p class="${isExplained ? 'note inline' : 'note warn inline'}">
      ${words.knownFirst} ${timeTag(found.suspectedAt, view, true)}.
      ${isExplained ? words.knownFirstExplained : words.knownFirstExplain}
    </p>
  `;
}

/** Before the awareness: since when it was suspected and looked into, and what a long time between asks for. */
export function suspicionPart(view: View, model: BreachModel, forms: BreachForms): Html {
  const { suspicion: words } = view.words.breach;
  const { state, names, gap } = model;
  const said = (entry: { by: string; reasons: string } | undefined) =>
    entry === undefined
      ? null
      : html`<span class="sub">${names.by(entry.by)}: <q class="said">${entry.reasons}</q></span>`;
  const { first, investigation } = state.suspicion ?? {};
  const reported =
    first === undefined && firstSuspicionOf(state) === state.reportedAt
      ? html`<span class="sub">${words.ofReport(names.by(state.reporter?.by ?? state.source))}</span>`
      : null;
  const began = html`
    <dt>${words.investigated}</dt>
    <dd>${investigation === undefined ? null : timeTag(investigation.at, view, true)}${said(investigation)}</dd>
  `;
  return html`
    <div class="in flow" id="suspicion">
      <dl>
        <dt>${words.suspected}</dt>
        <dd>${timeTag(firstSuspicionOf(state), view, true)}${said(first)}${reported}</dd>
        ${investigation === undefined ? null : began}
      </dl>
      ${
        gap === null
          ? null
          : html`
            <p class="${gap.because === '' ? 'note warn' : 'note'}">
              ${gap.because === '' ? words.explain(gap.hours) : words.explained(gap.hours)}
            </p>
          `
      }
      ${suspicionForm(view, model, forms)}
    </div>
  `;
}

function suspicionForm(view: View, model: BreachModel, { suspicion: given }: BreachForms): Html | null {
  if (!mayChange(view, model, 'POST /desk/breaches/:breachId/suspicion')) return null;
  const { words } = view;
  const { suspicion } = words.breach;
  const form = given ?? EMPTY_FORM;
  const labels = {
    firstSuspicionAt: suspicion.suspected,
    investigationStartedAt: suspicion.investigated,
    'suspicion-reasons': suspicion.reasons,
  };
  return html`
    <details${given === undefined ? null : html` open`}>
      <summary>${suspicion.record}</summary>
      <form method="post" action="/desk/breaches/${model.state.breachId}/suspicion" class="flow">
        ${errorSummary(form, words, labels)}
        ${hiddenFields(view)}
        ${instantField(view, { name: 'firstSuspicionAt', label: suspicion.suspected, form })}
        ${instantField(view, { name: 'investigationStartedAt', label: suspicion.investigated, form })}
        ${textArea({
          ...{ name: 'suspicion-reasons', label: suspicion.reasons, form, words },
          ...{ required: true, rows: 2, maxlength: 10_000 },
        })}
        <button class="btn">${suspicion.record}</button>
      </form>
    </details>
  `;
}
