import { EMPTY_FORM, type Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { BreachForms } from './model.ts';

/** What a form brings along and nobody typed. */
const BROUGHT = ['csrf', 'key', 'seen'];

/**
 * Why a form was refused that its page shows no more, as somebody else was faster, and what was typed into it; null
 * where the page shows it, or nothing was refused.
 */
export function unshownForm(view: View, page: Html, forms: BreachForms): Html | null {
  const { problems, values } = Object.values(forms).map(formOf).find(isRefused) ?? EMPTY_FORM;
  if (problems.length === 0 || page.text.includes('id="problems"')) return null;
  const { shell } = view.words;
  const typed = Object.entries(values).flatMap(([name, value]) => (BROUGHT.includes(name) ? [] : [value].flat()));
  const kept = typed.filter(isInWords).join('\n');
  return html`
    <div class="note hot" id="problems" role="alert" tabindex="-1">
      <h2>${shell.errorSummary(problems.length)}</h2>
      <ul>${problems.map(({ message }) => html`<li>${message}</li>`)}</ul>
      ${kept === '' ? null : html`<p class="strong">${shell.conflict.yours}</p><pre class="lines">${kept}</pre>`}
    </div>
  `;
}

/** Choices, marks and hashes that a form sends say nothing to who sent it. */
const OF_MACHINES = /^[a-z0-9][a-z0-9:/_-]*$/;

function isInWords(text: string): boolean {
  return text !== '' && !OF_MACHINES.test(text);
}

function formOf(given: NonNullable<BreachForms[keyof BreachForms]>): Form {
  return 'form' in given ? given.form : given;
}

function isRefused({ problems }: Form): boolean {
  return problems.length > 0;
}
