import type { FieldValue } from '../../domain/filing/context.ts';
import { NOT_ON_RECORD } from '../../domain/filing/draft.ts';
import type { FilingField } from '../../domain/filing/template.ts';
import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import { LOCALES } from '../languages/locales.ts';
import { timeTag } from '../time.ts';
import { cited, translated } from '../translated.ts';
import type { View } from '../view.ts';
import { control, hasNote, inputName } from './control.ts';
import { countsText } from './counts.ts';
import { labelOf, labelTag, optionsOf } from './label.ts';
import { type FieldModel, isGap } from './model.ts';
import { valueWords } from './value-words.ts';

/** What the form is shown with. `next`: of a field in which something is missing, the one after it. */
export type FormStage = { open: boolean; editable: boolean; next?: ReadonlyMap<string, FieldModel | null> };

/** One field of the filing: its number, what it asks, what it says, and where that comes from. */
export function fieldRow(view: View, model: FieldModel, stage: FormStage): Html {
  const { field, number, missing, change, forbidden } = model;
  const isWrong = missing !== null || forbidden.length > 0;
  const isEmpty = !isWrong && (model.value === null || model.value === '');
  const state = isWrong ? ' is-missing' : change !== null ? ' is-changed' : isEmpty ? ' is-empty' : '';
  const label = stage.editable
    ? html`<label for="f-${inputName(field)}">${labelTag(view, field)}</label>`
    : html`<span>${labelTag(view, field)}</span>`;
  const rule = field.rule === null ? null : html`<span class="sub">${cited(view, field.rule)}</span>`;
  return html`
    <div class="f${state}" id="${field.id}" tabindex="-1">
      <span class="no">${number}</span>
      <div class="lab">${label}${rule}</div>
      <div class="val">
        ${said(view, model)}
        ${noteOf(view, model)}
        ${stage.editable ? editor(view, model, stage) : null}
        ${onward(view, model, stage)}
      </div>
      <div class="src small">${source(view, model)}</div>
    </div>
  `;
}

/** From one gap to the next one, and from the last to saving: on a phone they lie many screens apart. */
function onward(view: View, { field }: FieldModel, { next }: FormStage): Html | null {
  const { filing } = view.words;
  const after = next?.get(field.id);
  if (after === undefined) return null;
  return after === null
    ? html`<p class="small noprint onward"><a href="#save">${filing.lastMissing}</a></p>`
    : html`
      <p class="small noprint onward">
        <a href="#${after.field.id}">
          ${filing.nextMissing} ${after.number}. ${labelTag(view, after.field)}
        </a>
      </p>
    `;
}

/** A value as people read it. */
export function valueTag(view: View, field: FilingField, value: FieldValue): Html {
  if (value === null || value === '') return html`<span class="muted">${view.words.filing.nothing}</span>`;
  if (field.kind === 'date-time' && !Number.isNaN(Date.parse(String(value)))) {
    return html`<span class="at">${timeTag(String(value), view, true)}</span>`;
  }
  if (field.kind === 'date') return html`${valueWords(view, field, value)}`;
  if (field.kind === 'counts') return html`<span class="lines pre">${countsText(value, view.language)}</span>`;
  if (typeof value === 'number') return html`${value.toLocaleString(LOCALES[view.language])}`;
  if (field.kind === 'yes' && typeof value === 'boolean') return html`${view.words.shell[value ? 'yes' : 'no']}`;
  return html`<span class="lines pre">${optionsOf(view, field, value)}</span>`;
}

function said(view: View, { field, value, missing, change }: FieldModel): Html | null {
  const { filing: words } = view.words;
  if (value === null || value === '') return null;
  const text = valueTag(view, field, value);
  if (change === null || missing !== null) return html`<div>${text}</div>`;
  const before =
    change.before === null
      ? html`<span class="was">${words.notFiled}</span>`
      : html`<span class="was">${words.wasFiled} <del>${change.before}</del></span>`;
  return html`<div><span class="sr">${words.now} </span><ins>${text}</ins>${before}</div>`;
}

/** What is wrong with it, at the field itself. */
function noteOf(view: View, model: FieldModel): Html | null {
  if (!hasNote(model)) return null;
  const { filing: words, shell } = view.words;
  const { field, missing, forbidden, wrong: what } = model;
  const wrong = what !== null ? words.sayWrong(what) : missing === NOT_ON_RECORD ? null : missing;
  const said = what === null && wrong !== null ? translated(view, wrong) : wrong;
  const lines = forbidden.map(
    ({ line, says }) =>
      html`<span class="err">${words.forbidden}, ${words.line(line)}: ${translated(view, says)}</span>`,
  );
  return html`
    <div id="n-${field.id}">
      ${wrong === null ? null : html`<span class="err">${shell.error}: ${said}</span>`}${lines}
    </div>
  `;
}

/** Open where something is to be done, else behind "Change". */
function editor(view: View, model: FieldModel, stage: { open: boolean }): Html {
  const { field, missing, forbidden, origin, onRecord } = model;
  const { filing: words } = view.words;
  const input = control(view, model, stage);
  const record =
    origin === 'typed' && onRecord !== null
      ? html`
        <div class="was">
          ${words.recordSays} ${valueTag(view, field, onRecord)}${' '}
          <button class="btn sm" name="do" value="record:${field.id}">
            ${words.useRecord}
            <span class="sr">: ${labelOf(view, field)}</span>
          </button>
        </div>
      `
      : null;
  if (missing !== null || forbidden.length > 0) return html`<div class="edit">${input}${record}</div>`;
  return html`
    <details class="edit">
      <summary>${words.change}<span class="sr">: ${labelOf(view, field)}</span></summary>
      ${input}${record}
    </details>
  `;
}

function source(view: View, model: FieldModel): Html {
  const { missing, change, origin, value, field, forbidden } = model;
  const { filing: words } = view.words;
  const state =
    missing !== null || forbidden.length > 0
      ? html`
        <span class="st missing">
          ${missing === null ? words.forbidden : isGap(model) ? words.missing : words.wrong}
        </span>
      `
      : change === null
        ? null
        : html`<span class="st changed">${change.change === 'added' ? words.added : words.changed}</span>`;
  const from =
    value === null || value === ''
      ? field.mandatory !== false && missing !== null
        ? words.mandatory
        : words.notKnown
      : words.origins[origin];
  const isProposed = origin === 'proposed' && value !== null && value !== '' && missing === null;
  const mark = isProposed ? html`<span class="st uncertain">${from}</span>` : html`<span class="sub">${from}</span>`;
  return html`${state}${mark}${repeats(view, model)}`;
}

/** That its words are those of the record, and in which language. */
function repeats(view: View, { repeated }: FieldModel): Html | null {
  if (repeated === undefined) return null;
  const { written } = repeated;
  const says = view.words.filing.repeats(written === null ? null : languageName(written, view.language));
  return html`<span class="st uncertain wraps">${says}</span>`;
}
