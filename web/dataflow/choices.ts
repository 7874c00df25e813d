import { COUNTRIES } from '../../domain/places/countries.ts';
import type { Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import type { View } from '../view.ts';
import type { PartyChoices } from './model.ts';
import { sayParty } from './words.ts';

/**
 * Suppliers, customers and countries of a system: those chosen and, of a short register, all others as boxes to tick;
 * the rest is typed by name, with what there is as suggestions.
 */

/** Of a register with no more than so many each has a box. */
const BOXES = 30;
/** Free lines for what is typed. */
const FREE = 3;

type Field = { name: 'suppliers' | 'customers' | 'countries'; label: string; hint: string; form: Form };

/** Whether each has a box, and none is typed. */
export function isShort({ parties, more }: PartyChoices): boolean {
  return !more && parties.length <= BOXES;
}

export function partiesField(view: View, field: Field, there: PartyChoices): Html {
  const { parties } = there;
  const given = givenOf(field);
  const names = new Map(parties.map(({ id, name }) => [id, name]));
  const hasAll = isShort(there);
  const boxes = parties
    .filter(({ id }) => hasAll || given.includes(id))
    .map((party) => [party.id, party.name] as const);
  const typed = given.filter((one) => !names.has(one));
  const free = hasAll && parties.length > 0 ? 0 : FREE;
  const options = hasAll ? [] : parties.map((party) => sayParty(party));
  return choices(view, field, { boxes, chosen: given, typed, free, options });
}

export function countriesField(view: View, field: Field): Html {
  const given = givenOf(field);
  const say = (code: string) =>
    code.includes('-') ? countryName(code, view.language) : `${countryName(code, view.language)} (${code})`;
  const isKnown = (code: string) =>
    COUNTRIES.has(code) || (code.includes('-') && countryName(code, view.language) !== code);
  const boxes = given.filter(isKnown).map((code) => [code, say(code)] as const);
  const options = [...COUNTRIES].map(say).toSorted((a, b) => a.localeCompare(b, view.language));
  return choices(view, field, {
    boxes,
    chosen: given,
    typed: given.filter((one) => !isKnown(one)),
    free: FREE,
    options,
  });
}

function choices(
  view: View,
  { name, label, hint, form }: Field,
  {
    boxes,
    chosen,
    typed,
    free,
    options,
  }: {
    boxes: readonly (readonly [value: string, words: string])[];
    chosen: readonly string[];
    typed: readonly string[];
    free: number;
    options: readonly string[];
  },
): Html {
  const { dataflow, shell } = view.words;
  const problem = form.problems.find(({ field }) => field === name)?.message;
  const lines = [...typed, ...Array.from({ length: free }, () => '')];
  const list = options.length === 0 ? null : html` list="${name}-names"`;
  const box = ([value, words]: (typeof boxes)[number], index: number) => html`
    <label>
      <input
        type="checkbox"
        ${index === 0 && lines.length === 0 ? html` id="f-${name}"` : null}
        name="${name}"
        value="${value}"
        ${chosen.includes(value) ? html` checked` : null}> <span>${words}</span>
    </label>
  `;
  const option = (each: string) => html`<option value="${each}"></option>`;
  const line = (value: string, index: number) => html`
    <input
      ${index === 0 ? html` id="f-${name}"` : null}
      name="${name}"
      type="text"
      value="${value}"
      maxlength="300"
      autocomplete="off"
      aria-label="${dataflow.another(label, index + 1)}"${list}>
  `;
  return html`
    <fieldset class="${problem === undefined ? 'field' : 'field bad'}" aria-describedby="f-${name}-h">
      <legend>${label}</legend>
      <span class="hint" id="f-${name}-h">${hint}</span>
      ${problem === undefined ? null : html`<span class="err" id="f-${name}-e">${shell.error}: ${problem}</span>`}
      ${boxes.length === 0 ? null : html`<div class="choice two">${boxes.map(box)}</div>`}
      ${lines.length === 0 ? null : html`<div class="pair">${lines.map(line)}</div>`}
      ${options.length === 0 ? null : html`<datalist id="${name}-names">${options.map(option)}</datalist>`}
    </fieldset>
  `;
}

function givenOf({ name, form }: Field): string[] {
  const all = [form.values[name] ?? []].flat().flatMap((text) => text.split('\n'));
  return [...new Set(all.map((each) => each.trim()).filter((each) => each !== ''))];
}
