import { EMPTY_FORM, errorSummary, type Form, hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { WorkFormName, WorkList, WorkModel } from './model.ts';

/** The address of the page, or of something on it. */
export function workAddress(breachId: string, ...parts: (string | number)[]): string {
  return ['/desk/breaches', breachId, 'work', ...parts].join('/');
}

/** The address of a list. */
export function workPath(breachId: string, list: WorkList, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...(list !== 'tasks' && { list }), ...more });
  return `${workAddress(breachId)}${query.size === 0 ? '' : `?${String(query)}`}`;
}

/** A card with one form of the page. */
export function formCard(
  view: View,
  { state, forms: given }: WorkModel,
  card: {
    name: WorkFormName;
    title: string;
    action: string;
    labels: Readonly<Record<string, string>>;
    fields: (form: Form) => Html;
    button: Html;
    enctype?: 'multipart/form-data';
  },
): Html {
  const { name, title, action, labels, fields, button, enctype } = card;
  const form = given[name] ?? EMPTY_FORM;
  const type = enctype === undefined ? null : html` enctype="${enctype}"`;
  return html`
    <section class="card noprint" id="form-${name}" aria-labelledby="h-${name}">
      <header><h2 id="h-${name}">${title}</h2></header>
      <form method="post" action="${workAddress(state.breachId, action)}" class="in flow"${type}>
        ${errorSummary(form, view.words, labels)}${hiddenFields(view)}${fields(form)}
        <div class="row">${button}</div>
      </form>
    </section>
  `;
}
