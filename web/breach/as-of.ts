import { EMPTY_FORM, errorSummary } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import type { View } from '../view.ts';
import type { BreachForms, BreachModel } from './model.ts';

/** The question what was known at an instant: the same page, from the events up to then. */
export function asOfCard(view: View, { state, asOf }: BreachModel, { at: given }: BreachForms): Html {
  const { words } = view;
  const { asOf: texts } = words.breach;
  const form = given ?? EMPTY_FORM;
  return html`
    <section class="card noprint" id="then" aria-labelledby="h-asof">
      <header><h2 id="h-asof">${texts.ask}</h2></header>
      <form method="get" action="/desk/breaches/${state.breachId}" class="in flow">
        ${errorSummary(form, words, { at: texts.field })}
        ${instantField(view, { name: 'at', label: texts.field, form, value: asOf ?? view.now, required: true })}
        <button class="btn">${texts.show}</button>
      </form>
    </section>
  `;
}
