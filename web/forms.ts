import { type Html, html } from './html.ts';
import type { Words } from './languages/index.ts';
import type { View } from './view.ts';

/** What a person typed, and what is wrong with it: the page shows both again, so that nothing is typed twice. */
export type Form = {
  values: Readonly<Record<string, string | readonly string[]>>;
  problems: readonly { field: string; message: string }[];
};

export const EMPTY_FORM: Form = { values: {}, problems: [] };

/** The hidden fields of every form: against forgery, and so that a form sent twice is done once. */
export function hiddenFields({ csrf, newKey }: Pick<View, 'csrf' | 'newKey'>, more: Record<string, string> = {}): Html {
  const all = { ...(csrf === '' ? {} : { csrf }), key: newKey(), ...more };
  return html`
    ${Object.entries(all).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
  `;
}

/** The list of problems above a form, each leading to its field; `labels` name the fields, as the form does. */
export function errorSummary(
  { problems }: { problems: readonly { field: string; message: string | Html }[] },
  { shell }: Pick<Words, 'shell'>,
  labels: Readonly<Record<string, string>> = {},
): Html | null {
  if (problems.length === 0) return null;
  const named = (field: string) => (labels[field] === undefined ? '' : `${labels[field].replace(/[?:.]$/, '')}: `);
  const items = problems.map(
    ({ field, message }) => html`<li><a href="#f-${field}">${named(field)}${message}</a></li>`,
  );
  return html`
    <div class="note hot" id="problems" role="alert" tabindex="-1">
      <h2>${shell.errorSummary(problems.length)}</h2>
      <ul>${items}</ul>
    </div>
  `;
}

type Field = {
  name: string;
  label: string;
  hint?: string;
  form: Form;
  words: Pick<Words, 'shell'>;
  /** What stands there where nothing was typed yet. */
  value?: string;
  required?: boolean;
  /** Id of the form it belongs to, where it stands outside of it. */
  formId?: string;
};

/** A line of text. */
export function textField(
  field: Field & {
    type?: 'text' | 'email' | 'number' | 'search' | 'date' | 'datetime-local' | 'password';
    maxlength?: number;
    autocomplete?: string;
    inputmode?: string;
    list?: string;
  },
): Html {
  const { name, type = 'text', maxlength, required, autocomplete, inputmode, list, formId } = field;
  const control = html`
    <input
      id="f-${name}"
      name="${name}"
      type="${type}"
      value="${givenOf(field)}"
      ${attribute('maxlength', maxlength)}
      ${attribute('autocomplete', autocomplete)}
      ${attribute('inputmode', inputmode)}
      ${attribute('list', list)}
      ${attribute('form', formId)}
      ${required ? html` required` : null}
      ${described(field)}>
  `;
  return framed(field, control);
}

/** Several lines of text. `language`: of what stands there, where it is not the page's. */
export function textArea(field: Field & { rows?: number; maxlength?: number; language?: string | undefined }): Html {
  const { name, rows = 4, maxlength, required, formId, language } = field;
  const control = html`
    <textarea
      id="f-${name}"
      name="${name}"
      rows="${rows}"
      ${attribute('lang', language)}
      ${attribute('maxlength', maxlength)}
      ${attribute('form', formId)}
      ${required ? html` required` : null}
      ${described(field)}>${'\n'}${givenOf(field)}</textarea>
  `;
  return framed(field, control);
}

/** One of a list. `options` are values with their words. */
export function selectField(field: Field & { options: readonly (readonly [value: string, words: string])[] }): Html {
  const { name, options, required, formId } = field;
  const chosen = givenOf(field);
  const items = options.map(
    ([value, words]) => html`<option value="${value}"${value === chosen ? html` selected` : null}>${words}</option>`,
  );
  return framed(
    field,
    html`
      <select
        id="f-${name}"
        name="${name}"
        ${attribute('form', formId)}
        ${required ? html` required` : null}
        ${described(field)}>${items}</select>
    `,
  );
}

/** One or several of a few, each a line to tap. */
export function choiceField(
  field: Field & {
    kind: 'radio' | 'checkbox';
    options: readonly (readonly [value: string, words: string | Html])[];
    chosen?: readonly string[];
    two?: boolean;
    /** Further options that are folded, unless one of them is chosen. */
    folded?: { summary: string; options: readonly (readonly [value: string, words: string | Html])[] } | undefined;
  },
): Html {
  const { name, label, hint, kind, options, form, required, two, formId, folded } = field;
  const given = form.values[name];
  const chosen =
    given === undefined ? (field.chosen ?? (field.value === undefined ? [] : [field.value])) : [given].flat();
  const problem = problemOf(field);
  const item = ([value, words]: (typeof options)[number], isFirst: boolean) =>
    html`
        <label>
          <input
            type="${kind}"
            ${isFirst ? html` id="f-${name}"` : null}
            name="${name}"
            value="${value}"
            ${formId === undefined ? null : html` form="${formId}"`}
            ${chosen.includes(value) ? html` checked` : null}
            ${required && kind === 'radio' ? html` required` : null}> <span>${words}</span>
        </label>
      `;
  const box = (some: typeof options, from: number) =>
    html`<div class="choice${two ? ' two' : ''}">${some.map((one, i) => item(one, i + from === 0))}</div>`;
  const isOpen = folded?.options.some(([value]) => chosen.includes(value)) ? html` open` : null;
  return html`
    <fieldset class="${problem === undefined ? 'field' : 'field bad'}"${described(field)}>
      <legend>${label}</legend>
      ${hintOf(name, hint)}${errorOf(field, problem)}
      ${box(options, 0)}
      ${
        folded === undefined
          ? null
          : html`<details${isOpen}><summary>${folded.summary}</summary>${box(folded.options, 1)}</details>`
      }
    </fieldset>
  `;
}

/** A file to be sent. A form that comes back has none of it: it is chosen again. */
export function fileField(field: Field): Html {
  const { name, required } = field;
  return framed(
    field,
    html`<input id="f-${name}" name="${name}" type="file"${required ? html` required` : null}${described(field)}>`,
  );
}

function framed(field: Field, control: Html): Html {
  const { name, label, hint } = field;
  const problem = problemOf(field);
  return html`
    <div class="${problem === undefined ? 'field' : 'field bad'}">
      <label for="f-${name}">${label}</label>
      ${hintOf(name, hint)}${errorOf(field, problem)}${control}
    </div>
  `;
}

function givenOf({ name, form, value = '' }: Field): string {
  const given = form.values[name];
  return given === undefined ? value : String([given].flat()[0] ?? '');
}

function problemOf({ name, form }: Field): string | undefined {
  return form.problems.find(({ field }) => field === name)?.message;
}

function hintOf(name: string, hint: string | undefined): Html | null {
  return hint === undefined ? null : html`<span class="hint" id="f-${name}-h">${hint}</span>`;
}

function errorOf({ name, words }: Field, problem: string | undefined): Html | null {
  return problem === undefined
    ? null
    : html`<span class="err" id="f-${name}-e">${words.shell.error}: ${problem}</span>`;
}

function described(field: Field): Html | null {
  const problem = problemOf(field);
  const ids = [field.hint === undefined ? '' : `f-${field.name}-h`, problem === undefined ? '' : `f-${field.name}-e`];
  const list = ids.filter((id) => id !== '').join(' ');
  return list === ''
    ? null
    : html` aria-describedby="${list}"${problem === undefined ? null : html` aria-invalid="true"`}`;
}

function attribute(name: string, value: string | number | undefined): Html | null {
  return value === undefined ? null : html` ${name}="${value}"`;
}
