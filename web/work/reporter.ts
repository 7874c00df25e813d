import type { QuestionLine } from '../../domain/breach/reporting.ts';
import { number } from '../breach/figures.ts';
import { textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { formCard } from './form.ts';
import type { ShownOf, WorkModel } from './model.ts';

/** What whoever reported was asked, answered and added, the newest first, and the form that asks. */
export function reporterRows(view: View, { exchange }: ShownOf<'reporter'>): Html[] {
  const { work: words } = view.words;
  const { reporter } = words;
  const rows = [
    ...exchange.questions.map((line) => ({ at: line.answer?.at ?? line.at, row: questionRow(view, line) })),
    ...exchange.words.map(({ number: n, at, text }) => ({
      at,
      row: html`
        <li id="words-${n}">
          <div>${timeTag(at, view)}</div>
          <div><p class="pre">${text ?? words.lost}</p><p class="small muted">${reporter.added}</p></div>
        </li>
      `,
    })),
    ...exchange.files.map(({ number: n, at, name, about, bytes }) => ({
      at,
      row: html`
        <li>
          <div>${timeTag(at, view)}</div>
          <div>
            <p>${reporter.file(n, name ?? words.lost, number(bytes, view.language))}</p>
            ${about === null || about === '' ? null : html`<p>${about}</p>`}
            <p class="small muted">${reporter.added}</p>
          </div>
        </li>
      `,
    })),
  ];
  return rows.toSorted((a, b) => (a.at < b.at ? 1 : -1)).map(({ row }) => row);
}

function questionRow(view: View, { number: n, at, by, text, answer }: QuestionLine): Html {
  const { work: words } = view.words;
  const { reporter } = words;
  const answered =
    answer === null
      ? html`<p><span class="st uncertain">${reporter.waiting}</span></p>`
      : html`
        <p class="pre">${answer.text ?? words.lost}</p>
        <p class="small muted">${reporter.answered}, ${timeTag(answer.at, view)}</p>
      `;
  return html`
    <li id="question-${n}">
      <div>${timeTag(at, view)}</div>
      <div>
        <p class="strong">${reporter.question(n)}: ${text ?? words.lost}</p>
        ${answered}
        <p class="small muted">${reporter.asked} ${nameOf(view, by)}</p>
      </div>
    </li>
  `;
}

/** Nobody can be asked about what came by an alert. */
export function questionForm(view: View, model: WorkModel): Html {
  const { reporter } = view.words.work;
  const { words } = view;
  if (model.state.origin === 'alert') return html`<p class="note">${reporter.nobody}</p>`;
  return formCard(view, model, {
    ...{ name: 'question', title: reporter.ask, action: 'questions', labels: { 'question-text': reporter.text } },
    fields: (form) =>
      textArea({
        ...{ name: 'question-text', label: reporter.text, hint: reporter.textHint, form, words },
        ...{ required: true, rows: 3, maxlength: 2_000 },
      }),
    button: html`<button class="btn main">${reporter.ask}</button>`,
  });
}
