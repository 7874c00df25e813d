import type { OwnQuestion, WholeOwnReport } from '../../domain/breach/own-report.ts';
import { number } from '../breach/figures.ts';
import { EMPTY_FORM, errorSummary, type Form, fileField, hiddenFields, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** What whoever reported adds to the own report, and what they are asked. */

export const OWN_FORMS = ['words', 'answers', 'files'] as const;
export type OwnFormName = (typeof OWN_FORMS)[number];
/** The form that came back, by its name. */
export type OwnForms = Partial<Record<OwnFormName, Form>>;

/** The field with the answer to a question. */
export function answerField(question: number): string {
  return `answer-${question}`;
}

/** What waits for an answer, each with its form; above all else. */
export function questionCards(view: View, own: WholeOwnReport, forms: OwnForms): Html[] {
  if (own.openQuestions === 0) return [];
  return own.questions.filter(({ answer }) => answer === null).map((each) => questionCard(view, own, each, forms));
}

function questionCard(
  view: View,
  { reference }: WholeOwnReport,
  { number: n, at, text }: OwnQuestion,
  { answers }: OwnForms,
): Html {
  const { words } = view;
  const { more } = words.report;
  const name = answerField(n);
  const isThis = answers?.values.question === String(n);
  const form = isThis && answers !== undefined ? answers : EMPTY_FORM;
  return html`
    <section class="card" id="question-${n}" aria-labelledby="h-question-${n}">
      <header><h2 id="h-question-${n}">${more.question(n)}</h2><p class="small muted">${timeTag(at, view)}</p></header>
      <form method="post" action="/desk/reports/${reference}/answers" class="in flow">
        ${errorSummary(form, words, { [name]: more.answer })}${hiddenFields(view, { question: String(n) })}
        <p class="pre strong">${text ?? more.lost}</p>
        ${textArea({ name, label: more.answer, form, words, required: true, rows: 4, maxlength: 4_000 })}
        <div class="row"><button class="btn main">${more.answerAct}</button></div>
      </form>
    </section>
  `;
}

/** What was answered and added, the oldest first. */
export function addedCard(view: View, { questions, words, files, openQuestions }: WholeOwnReport): Html | null {
  const { more } = view.words.report;
  const asked = questions.filter(({ answer }) => answer !== null || openQuestions === 0);
  const rows = [
    ...asked.map(({ number: n, at, text, answer }) => ({
      at: answer?.at ?? at,
      body: html`
        <p class="strong">${more.question(n)}: ${text ?? more.lost}</p>
        ${answer === null ? null : html`<p class="pre">${answer.text ?? more.lost}</p>`}
      `,
    })),
    ...words.map(({ at, text }) => ({ at, body: html`<p class="pre">${text ?? more.lost}</p>` })),
    ...files.map(({ at, name, about, bytes }) => ({
      at,
      body: html`
        <p>${more.file(name ?? more.lost, number(bytes, view.language))}</p>
        ${about === null || about === '' ? null : html`<p class="small">${about}</p>`}
      `,
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  if (rows.length === 0) return null;
  const items = rows.map(
    ({ at, body }) => html`<li><div class="small">${timeTag(at, view)}</div><div>${body}</div></li>`,
  );
  return html`
    <section class="card" id="added" aria-labelledby="h-added">
      <header><h2 id="h-added">${more.added}</h2></header>
      <ol class="log">${items}</ol>
    </section>
  `;
}

/** The two forms that add to a report; why there are none, where nothing can be added. */
export function addCards(view: View, own: WholeOwnReport, forms: OwnForms): Html {
  const { words } = view;
  const { more } = words.report;
  if (!own.mayAdd) {
    // What was typed before it can be taken is not lost.
    const typed = String(forms.words?.values['words-text'] ?? '');
    return html`
      <div class="note">
        <p>${more.notYet}</p>
        ${typed === '' ? null : html`<q class="said pre">${typed}</q>`}
      </div>
    `;
  }
  const { words: typed = EMPTY_FORM, files: sent = EMPTY_FORM } = forms;
  const at = `/desk/reports/${own.reference}`;
  const isOver = own.state === 'closed' || own.state === 'dismissed';
  return html`
    <section class="card noprint" aria-labelledby="h-add">
      <header><h2 id="h-add">${more.add}</h2></header>
      ${isOver ? html`<p class="in">${more.closed}</p>` : null}
      <form method="post" action="${at}/words" class="in flow">
        ${errorSummary(typed, words, { 'words-text': more.text })}${hiddenFields(view)}
        ${textArea({
          ...{ name: 'words-text', label: more.text, hint: more.textHint, form: typed, words },
          ...{ required: true, rows: 4, maxlength: 4_000 },
        })}
        <div class="row"><button class="btn main">${more.addAct}</button></div>
      </form>
      <form method="post" action="${at}/files" enctype="multipart/form-data" class="in flow">
        ${errorSummary(sent, words, { file: more.attach, 'file-about': words.work.files.about })}${hiddenFields(view)}
        ${textField({ name: 'file-about', label: words.work.files.about, form: sent, words, maxlength: 500 })}
        ${fileField({ name: 'file', label: more.attach, hint: more.attachHint, form: sent, words, required: true })}
        <div class="row"><button class="btn">${more.attach}</button></div>
      </form>
    </section>
  `;
}
