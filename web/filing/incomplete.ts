import { type Html, html } from '../html.ts';
import { citedText, translated } from '../translated.ts';
import type { View } from '../view.ts';
import type { FilingModel } from './model.ts';

/**
 * What an earlier filing left open is sent as its follow-up: fields that this form does not have are missing there, and
 * a duty that completes it runs until they are given.
 */
export function incompleteNote(view: View, { incomplete, breachId }: FilingModel): Html | null {
  if (incomplete === null) return null;
  const { incompleteBefore: words } = view.words.filing;
  const { planned, open, fields, isOwed } = incomplete;
  return html`
    <div class="note warn flow" id="incomplete">
      <p>${words.says(citedText(view, planned.article), open)} ${isOwed ? words.runsOn : null}</p>
      ${
        fields === null || fields.length === 0
          ? null
          : html`
            <details>
              <summary>${words.which(fields.length)}</summary>
              <ul class="dots">${fields.map(({ label }) => html`<li>${translated(view, label)}</li>`)}</ul>
            </details>
          `
      }
      <p>
        <a class="btn main" href="/desk/breaches/${breachId}/filings/${planned.id}?stage=follow-up">
          ${words.link(citedText(view, planned.article))}
        </a>
      </p>
    </div>
  `;
}
