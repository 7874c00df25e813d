import { PERSON_FIELDS } from '../../domain/people/columns.ts';
import { errorSummary, type Form, fileField, hiddenFields, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { PeopleModel } from './model.ts';

/** The form that reads one more list: what was understood is shown before it counts. */
export function attachCard(view: View, { state, limitMib }: PeopleModel, form: Form): Html {
  const { words } = view;
  const { people: say } = words;
  const isMapped = PERSON_FIELDS.some(
    (field) => (form.values[field] ?? '') !== '' || form.problems.some((problem) => problem.field === field),
  );
  const columns = PERSON_FIELDS.map((field) =>
    textField({ name: field, label: say.fields[field], form, words, maxlength: 200, value: '' }),
  );
  return html`
    <section class="card" id="attach" aria-labelledby="h-attach">
      <header><h2 id="h-attach">${say.attach}</h2></header>
      <form
        class="in flow"
        method="post"
        action="/desk/breaches/${state.breachId}/people"
        enctype="multipart/form-data"
        novalidate>
        ${hiddenFields(view)}${errorSummary(form, words, { file: say.file, people: say.paste, ...say.fields })}
        ${fileField({ name: 'file', label: say.file, hint: say.fileHint(limitMib), form, words })}
        ${textArea({ name: 'people', label: say.paste, hint: say.pasteHint, form, words, rows: 4 })}
        <details${isMapped ? html` open` : null}>
          <summary>${say.columns}</summary>
          <div class="flow"><p class="small muted">${say.columnsHint}</p>${columns}</div>
        </details>
        <p class="small muted">${say.large} <code>POST /breaches/${state.breachId}/recipient-lists</code></p>
        <div class="row"><button class="btn main">${say.read}</button></div>
      </form>
    </section>
  `;
}
