import { canonicalJson, sha256Of } from '../../domain/audit/chain.ts';
import type { FieldValue } from '../../domain/filing/context.ts';
import { NOT_ON_RECORD } from '../../domain/filing/draft.ts';
import type { FilingField } from '../../domain/filing/template.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { localInput } from '../instant-field.ts';
import type { View } from '../view.ts';
import { countRows } from './counts.ts';
import { labelOf, optionOf } from './label.ts';
import type { FieldModel } from './model.ts';

/** The control of one field. Templates name fields freely, so the form's own fields keep apart by a prefix. */

/** Longer limits nobody meets by typing; one that is passed is told anyway. */
const TELL_LIMITS_UP_TO = 10_000;

export function inputName({ id }: Pick<FilingField, 'id'>): string {
  return `v-${id}`;
}

/**
 * A short hash of what a control shows for a value, by which a change is noticed. Values that a control shows alike,
 * such as instants of one minute, have the same.
 */
export function seenOf({ kind }: Pick<FilingField, 'kind'>, value: FieldValue): string {
  return sha256Of(canonicalJson(shownAs(kind, value))).slice(0, 8);
}

function shownAs(kind: FilingField['kind'], value: FieldValue): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  if (kind === 'choices') return [value].flat().map(String).toSorted();
  const text = Array.isArray(value) ? value.join(kind === 'list' ? '\n' : '; ') : String(value);
  if (kind === 'date-time' && isInstant(text)) return Math.floor(Date.parse(text) / 60_000);
  return text.replaceAll('\r\n', '\n').trim();
}

/** Whether the field says what is wrong with its value, beyond that there is none. */
export function hasNote({ missing, forbidden }: Pick<FieldModel, 'missing' | 'forbidden'>): boolean {
  return forbidden.length > 0 || (missing !== null && missing !== NOT_ON_RECORD);
}

/** The field's control with its value. `open`: more will follow this filing, so that options may say so. */
export function control(
  view: Pick<View, 'zone' | 'words' | 'language' | 'texts'>,
  model: FieldModel,
  stage: { open: boolean },
): Html {
  const { field, value } = model;
  const name = inputName(field);
  const text = value === null ? '' : [value].flat().join(field.kind === 'list' ? '\n' : '; ');
  const described = hasNote(model) ? html` aria-describedby="n-${field.id}" aria-invalid="true"` : null;
  const words = view.words.filing;
  switch (field.kind) {
    case 'choice':
      return html`
        <select id="f-${name}" name="${name}"${described}>
          <option value="">${words.choose}</option>
          ${options(field, stage.open).map(
            (key) =>
              html`
                <option value="${key}"${key === [value].flat()[0] ? html` selected` : null}>
                  ${optionOf(view, field, key)}
                </option>
              `,
          )}
        </select>
      `;
    case 'yes':
      return html`
        <select id="f-${name}" name="${name}"${described}>
          <option value="">${words.choose}</option>
          ${(['yes', 'no'] as const).map(
            (key) =>
              html`
                <option value="${key}"${value === (key === 'yes') ? html` selected` : null}>
                  ${view.words.shell[key]}
                </option>
              `,
          )}
        </select>
      `;
    case 'choices': {
      const chosen = [value].flat().map(String);
      const boxes = options(field, stage.open).map(
        (key, i) =>
          html`
            <label>
              <input
                type="checkbox"
                ${i === 0 ? html` id="f-${name}"` : null}
                name="${name}"
                value="${key}"
                ${chosen.includes(key) ? html` checked` : null}> <span>${optionOf(view, field, key)}</span>
            </label>
          `,
      );
      return html`
        <fieldset${hasNote(model) ? html` aria-describedby="n-${field.id}"` : null}>
          <legend class="sr">${labelOf(view, field)}</legend>
          <input type="hidden" name="${name}" value="">
          <div class="choice two">${boxes}</div>
        </fieldset>
      `;
    }
    case 'count':
      return html`<input id="f-${name}" name="${name}" inputmode="numeric" maxlength="30" value="${text}"${described}>`;
    case 'number':
      return html`<input id="f-${name}" name="${name}" inputmode="decimal" maxlength="30" value="${text}"${described}>`;
    case 'counts':
      return countRows(view, { field, value, name, noted: hasNote(model) });
    case 'date':
      return html`
        <input
          id="f-${name}"
          name="${name}"
          ${/^\d{4}-\d\d-\d\d$|^$/.test(text) ? html` type="date"` : null}
          value="${text}"
          ${described}>
      `;
    case 'date-time': {
      const isReadable = text === '' || isInstant(text);
      const local = isReadable && text !== '' ? localInput(text, view.zone) : text;
      return html`
        <input
          id="f-${name}"
          name="${name}"
          ${isReadable ? html` type="datetime-local"` : null}
          value="${local}"
          ${described}>
        <span class="hint">${words.readIn(view.zone)}</span>
      `;
    }
    case 'list':
    case 'text': {
      const rows = Math.min(10, Math.max(2, Math.ceil(text.length / 70)));
      // What is too long is kept and counted: a browser would cut off what is pasted.
      const area = html`
        <textarea id="f-${name}" name="${name}" rows="${rows}" maxlength="50000"${described}>${'\n'}${text}</textarea>
      `;
      const hint = field.kind === 'list' ? words.oneALine : limitHint(view, field);
      return hint === null ? area : html`${area}<span class="hint">${hint}</span>`;
    }
  }
}

/** What only a filing to be completed later may say is not offered at the end. */
function options(field: FilingField, open: boolean): string[] {
  return Object.keys(field.options).filter((key) => open || !field.onlyIncomplete.includes(key));
}

/** How much the receiver takes, where that is little. */
function limitHint({ words, language }: Pick<View, 'words' | 'language'>, { limit }: FilingField): string | null {
  return limit === null || limit > TELL_LIMITS_UP_TO ? null : words.filing.limit(number(limit, language));
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}
