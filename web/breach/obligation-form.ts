import { EMPTY_FORM, errorSummary, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { citedText } from '../translated.ts';
import type { View } from '../view.ts';
import type { Duty } from './duties.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { mayChange } from './rights.ts';

const WAIVABLE = ['running', 'overdue', 'awaiting-event', 'no-clock'];

/** What a person may decide about one duty. `switch-on` and `switch-off` are the DPO's alone. */
export type ObligationAction = 'waive' | 'resume' | 'switch-on' | 'switch-off';

/** The decision that a duty's state leaves open; null where there is none. */
export function actionFor(model: BreachModel, { planned, current, register }: Duty): ObligationAction | null {
  if (current.status === 'waived') return 'resume';
  // A breach is documented whatever its risk, and the entry is kept by itself.
  if (register !== undefined) return null;
  if (planned.applies === 'would-be') return 'switch-on';
  if (!WAIVABLE.includes(current.status)) return null;
  return model.state.facts.switchedOn.includes(planned.id) ? 'switch-off' : 'waive';
}

/** Waive, resume, switch on or off: folded away, and never without reasons. */
export function obligationForm(view: View, model: BreachModel, duty: Duty, forms: BreachForms): Html | null {
  const { words } = view;
  const { obligations } = words.breach;
  const action = actionFor(model, duty);
  if (action === null || !mayChange(view, model, 'POST /desk/breaches/:breachId/obligations/:obligation')) return null;
  if (action.startsWith('switch') && view.viewer.role !== 'dpo') return null;
  const { id, article } = duty.planned;
  const given = forms.obligation?.id === id ? forms.obligation.form : null;
  const form = given ?? EMPTY_FORM;
  const { verb, hint } = obligations.actions[action];
  return html`
    <details${given === null ? null : html` open`}>
      <summary>${verb}<span class="sr">: ${citedText(view, article)}</span></summary>
      <form method="post" action="/desk/breaches/${model.state.breachId}/obligations/${id}" class="flow">
        ${errorSummary(form, words, { [`${id}-reasons`]: obligations.reasons })}
        ${hiddenFields(view, {
          action,
          seen: duty.current.status,
        })}
        ${textArea({
          name: `${id}-reasons`,
          label: obligations.reasons,
          hint,
          form,
          words,
          required: true,
          rows: 3,
          maxlength: 10_000,
        })}
        <button class="btn">${verb}</button>
      </form>
    </details>
  `;
}
