import { type Form, hiddenFields, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import type { View } from '../view.ts';
import { type FilingModel, filingPath, reasonsField } from './model.ts';

/** Recording what was handed in: the approved bytes, or a filing that left by another way. */
export function receiptCard(view: View, model: FilingModel, form: Form): Html {
  const { filing: words } = view.words;
  const { approval, draft, planned } = model;
  const typed = reasonsField(model)?.value;
  const reasons = typeof typed === 'string' ? typed : '';
  const isElsewhere = approval === null || form.values.elsewhere === 'yes';
  const fields = (elsewhere: boolean, given: Form) => {
    const needs = elsewhere || (draft.late && planned.lateNeedsReasons) || model.stage === 'withdrawal';
    const label = elsewhere ? words.elsewhereReasons : words.reasons;
    const hint = draft.late ? words.reasonsLate : words.reasonsHint;
    return html`
      ${textField({
        name: 'receipt',
        label: words.receipt,
        hint: words.receiptHint,
        form: given,
        words: view.words,
        maxlength: 500,
      })}
      ${textField({
        name: 'channel',
        label: words.channel,
        hint: words.channelHint,
        form: given,
        words: view.words,
        maxlength: 200,
      })}
      ${instantField(view, { name: 'filedAt', label: words.when, form: given, value: view.now, required: true })}
      ${textArea({
        name: 'reasons',
        label,
        hint,
        form: given,
        words: view.words,
        value: reasons,
        required: needs,
        rows: 3,
        maxlength: 10_000,
      })}
    `;
  };
  const action = filingPath(model, '/receipt');
  if (approval !== null && !isElsewhere) {
    return html`
      <section class="card noprint" id="record" tabindex="-1" aria-labelledby="h-record">
        <header><h2 id="h-record">${words.recordTitle}</h2></header>
        <form method="post" action="${action}" class="in flow">
          ${hiddenFields(view, { stage: approval.stage, sha256: approval.sha256 })}
          <p>${words.recordLede}</p>
          ${fields(false, form)}
          <button class="btn main">${words.record}</button>
        </form>
      </section>
    `;
  }
  const isOpen = form.problems.length > 0;
  return html`
    <section class="card noprint" id="record" tabindex="-1">
      <details class="in"${isOpen ? html` open` : null}>
        <summary>${words.elsewhere}</summary>
        <form method="post" action="${action}" class="flow">
          ${hiddenFields(view, { stage: model.stage, elsewhere: 'yes' })}
          <p>${words.elsewhereText}</p>
          ${fields(true, form)}
          <button class="btn">${words.elsewhereRecord}</button>
        </form>
      </details>
    </section>
  `;
}
