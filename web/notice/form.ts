import { type Html, html } from '../html.ts';
import { type NoticeView, questionsFor } from './model.ts';

/** The three questions behind a link, for the first answer and for every one after it. */

const FIELDS = ['holdsData', 'misuse', 'answeredBy', 'phone', 'comment'] as const;
export type AnswerField = (typeof FIELDS)[number];
/** What was typed before, and which fields are at fault. */
export type FormState = { given: Partial<Record<AnswerField, string>>; missing: readonly string[] };

export const NO_FORM: FormState = { given: {}, missing: [] };

const PROBLEMS: Record<AnswerField, string> = {
  holdsData: 'Answer question 1',
  misuse: 'Answer question 2',
  answeredBy: 'Say who answers',
  phone: 'Give the phone number that we shall call: you have seen signs of misuse',
  comment: 'Shorten what you want to add to 1,200 characters',
};

/** What is at fault, each with the way there; nothing where nothing is. */
export function problemsOf({ missing }: FormState): Html | null {
  if (missing.length === 0) return null;
  const fields = FIELDS.filter((field) => missing.includes(field));
  return html`
    <div class="note hot" role="alert">
      <h2>Your answer was not sent yet</h2>
      <ul>${fields.map((field) => html`<li><a href="#${field}">${PROBLEMS[field]}</a></li>`)}</ul>
    </div>
  `;
}

export function answerForm(notice: Pick<NoticeView, 'kind'>, form: FormState, button: string): Html {
  return html`
    <form method="post" id="answer">
      ${question('holdsData', notice, form)}
      ${question('misuse', notice, form)}
      ${line(form, {
        ...{ name: 'answeredBy', label: '3. Who answers for you?', autocomplete: 'name', most: 300, required: true },
        hint: 'Name and a phone number or e-mail address',
      })}
      ${line(form, {
        ...{ name: 'phone', label: 'Phone number that we shall call', autocomplete: 'tel', most: 60, type: 'tel' },
        hint: 'Needed where you have seen signs of misuse; else as you like',
      })}
      <div class="field${bad(form, 'comment')}">
        <label for="comment">Anything you want to add</label>
        <span class="hint" id="comment-h">
          May be empty. Please write no passwords, and no names of people concerned.
        </span>
        ${error(form, 'comment')}
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

function line(form: FormState, { name, label, hint, autocomplete, most, type = 'text', required }: Line): Html {
  return html`
    <div class="field${bad(form, name)}">
      <label for="${name}">${label}</label>
      <span class="hint" id="${name}-h">${hint}</span>
      ${error(form, name)}
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

function question(name: 'holdsData' | 'misuse', notice: Pick<NoticeView, 'kind'>, form: FormState): Html {
  const { legend, choices } = questionsFor(notice)[name];
  const isMissing = form.missing.includes(name);
  const options = Object.entries(choices).map(
    ([value, words], i) =>
      html`
        <label>
          <input
            type="radio"
            ${i === 0 ? html` id="${name}"` : null}
            name="${name}"
            value="${value}"
            required
            ${form.given[name] === value ? html` checked` : null}> ${words}
        </label>
      `,
  );
  return html`
    <fieldset class="${bad(form, name).trim()}"${isMissing ? html` aria-describedby="${name}-e"` : null}>
      <legend>${legend}</legend>
      ${isMissing ? html`<span class="err" id="${name}-e">Error: choose one answer.</span>` : null}
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

function error({ missing }: FormState, name: AnswerField): Html | null {
  if (!missing.includes(name)) return null;
  return html`<span class="err" id="${name}-e">Error: ${PROBLEMS[name]}.</span>`;
}
