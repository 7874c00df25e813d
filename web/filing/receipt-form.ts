import type { FilingVersion } from '../../domain/filing/versions.ts';
import { errorSummary, type Form, hiddenFields, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { type FilingModel, filingPath } from './model.ts';

const RECORD = 'POST /desk/breaches/:breachId/filings/:obligation/versions/:version/receipt';

/** Adding the receipt of a version that was handed in, or putting it right: it is open while there is none. */
export function receiptForm(
  view: View,
  model: FilingModel,
  { number, receipt, stage }: FilingVersion,
  form: Form,
): Html | null {
  if (!view.may(RECORD)) return null;
  const { receipt: label, receiptLater: words } = view.words.filing;
  const isHere = receipt !== '';
  const isOpen = form.problems.length > 0 || (!isHere && stage !== 'withdrawal');
  const common = { form, words: view.words };
  return html`
    <details class="in noprint" id="receipt"${isOpen ? html` open` : null}>
      <summary>${isHere ? words.correct : words.add}</summary>
      <form method="post" action="${filingPath(model, `/versions/${number}/receipt`)}" class="flow">
        ${hiddenFields(view)} ${errorSummary(form, view.words)}
        ${isHere ? html`<p class="small">${words.lede}</p>` : null}
        ${textField({
          ...{ ...common, name: 'receipt', label, hint: words.hint, value: receipt, maxlength: 500 },
          required: !isHere,
        })}
        ${
          isHere
            ? textArea({ ...common, name: 'reasons', label: words.reasons, required: true, rows: 2, maxlength: 10_000 })
            : null
        }
        <button class="btn">${isHere ? words.correct : words.add}</button>
      </form>
    </details>
  `;
}
