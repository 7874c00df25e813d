import { type Html, html } from '../html.ts';
import { wordsOf } from '../languages/index.ts';
import { type NoticePage, type NoticeView, questionsFor } from './model.ts';

/** The three questions behind a link, for the first answer and for every one after it. */

const FIELDS = ['holdsData', 'misuse', 'answeredBy', 'phone', 'comment'] as const;
export type AnswerField = (typeof FIELDS)[number];
/** What was typed before, and which fields are at fault. */
export type FormState = { given: Partial<Record<AnswerField, string>>; missing: readonly string[] };

export const NO_FORM: FormState = { given: {}, missing: [] };

type Page = Pick<NoticePage, 'language'>;

/** What is at fault, each with the way there; nothing where nothing is. */
export function problemsOf({ language }: Page, { missing }: FormState): Html | null {
  if (missing.length === 0) return null;
  const { problems } = wordsOf(language).notice;
  const fields = FIELDS.filter((field) => missing.includes(field));
  return html`
    <div class="note hot" role="alert">
      <h2>${problems.title}</h2>
      <ul>${fields.map((field) => html`<li><a href="#${field}">${problems[field]}</a></li>`)}</ul>
    </div>
  `;
}

export function answerForm(page: Page, notice: Pick<NoticeView, 'kind'>, form: FormState, button: string): Html {
  const { questions: words } = wordsOf(page.language).notice;
  return html`
    <form method="post" id="answer">
      ${question(page, 'holdsData', notice, form)}
      ${question(page, 'misuse', notice, form)}
      ${line(page, form, {
        ...{ name: 'answeredBy', label: words.answeredBy, autocomplete: 'name', most: 300, required: true },
        hint: words.answeredByHint,
      })}
      ${line(page, form, {
        ...{ name: 'phone', label: words.phone, autocomplete: 'tel', most: 60, type: 'tel' },
        hint: words.phoneHint,
      })}
      <div class="field${bad(form, 'comment')}">
        <label for="comment">${words.comment}</label>
        <span class="hint" id="comment-h">${words.commentHint}</span>
        ${error(page, form, 'comment')}
        <textarea id="comment" name="comment" rows="4" maxlength="1200" ${described(form, 'comment')}>${'\n'}${
          form.given.comment ?? ''
        }</textarea>
      </div>
      <button class="btn main wide">${button}</button>
    </form>
  `;
}

type Line = {
  name: AnswerField;
  label: string;
  hint: string;
  autocomplete: string;
  most: number;
  type?: string;
  required?: boolean;
};

function line(
  page: Page,
  form: FormState,
  { name, label, hint, autocomplete, most, type = 'text', required }: Line,
): Html {
  return html`
    <div class="field${bad(form, name)}">
      <label for="${name}">${label}</label>
      <span class="hint" id="${name}-h">${hint}</span>
      ${error(page, form, name)}
      <input
        id="${name}"
        name="${name}"
        type="${type}"
        value="${form.given[name] ?? ''}"
        ${required ? html` required minlength="2"` : null}
        maxlength="${most}"
        autocomplete="${autocomplete}"
        ${described(form, name)}>
    </div>
  `;
}

function question(page: Page, name: 'holdsData' | 'misuse', notice: Pick<NoticeView, 'kind'>, form: FormState): Html {
  const words = wordsOf(page.language).notice;
  const { legend, choices } = questionsFor(page, notice)[name];
  const isMissing = form.missing.includes(name);
  const options = Object.entries(choices).map(
    ([value, choice], i) =>
      html`
        <label>
          <input
            type="radio"
            ${i === 0 ? html` id="${name}"` : null}
            name="${name}"
            value="${value}"
            required
            ${form.given[name] === value ? html` checked` : null}> ${choice}
        </label>
      `,
  );
  return html`
    <fieldset class="${bad(form, name).trim()}"${isMissing ? html` aria-describedby="${name}-e"` : null}>
      <legend>${legend}</legend>
      ${isMissing ? html`<span class="err" id="${name}-e">${words.error}: ${words.questions.chooseOne}</span>` : null}
      <div class="choice">${options}</div>
    </fieldset>
  `;
}

/** Read out with the field: its hint, and what is wrong with it. */
function described({ missing }: FormState, name: AnswerField): Html {
  if (!missing.includes(name)) return html`aria-describedby="${name}-h"`;
  return html`aria-invalid="true" aria-describedby="${name}-h ${name}-e"`;
}

function bad({ missing }: FormState, name: AnswerField): string {
  return missing.includes(name) ? ' bad' : '';
}

function error({ language }: Page, { missing }: FormState, name: AnswerField): Html | null {
  if (!missing.includes(name)) return null;
  const { error: word, problems } = wordsOf(language).notice;
  return html`<span class="err" id="${name}-e">${word}: ${problems[name]}.</span>`;
}
