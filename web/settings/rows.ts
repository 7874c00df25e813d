import { COUNTERPARTY_KINDS } from '../../domain/dataflow.ts';
import { DAYS } from '../../domain/policy/rota.ts';
import type { RowKind, SettingEntry, SettingValue } from '../../domain/settings/fields.ts';
import { choiceField, type Form, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/**
 * Lists of the settings whose entries have several fields each, as a form has them: a group of fields for each entry,
 * and some empty ones behind. An entry whose fields are all emptied is taken out.
 */

type ColumnKind = 'line' | 'words' | 'long' | 'days' | 'user' | 'party' | 'band' | 'source';
type Column = { name: string; kind: ColumnKind };

/** Free fields for further entries. */
const FREE = 2;
const BANDS = ['low', 'medium', 'high', 'very-high'] as const;

const column = (name: string, kind: ColumnKind = 'line'): Column => ({ name, kind });
/** `id` of `people` is their key in the file. */
const COLUMNS: Record<RowKind, readonly Column[]> = {
  people: [column('id'), column('user', 'user'), column('label'), column('email'), column('slackChannel')],
  shifts: [column('days', 'days'), column('from'), column('to'), column('weeks', 'words')],
  texts: [
    column('kind', 'party'),
    column('upTo', 'band'),
    ...['happened', 'consequences', 'measures', 'advice'].map((part) => column(part, 'long')),
  ],
  holds: [
    column('id'),
    column('source', 'source'),
    ...['from', 'until', 'owner'].map((name) => column(name)),
    column('reason', 'long'),
  ],
};

/** What says by itself what it is. */
const BARE: readonly string[] = ['id', 'user', 'label', 'email', 'slackChannel', 'days', 'kind'];

/** What is chosen from: users who respond by their id, and alert sources. */
export type RowChoices = { users: readonly (readonly [id: string, name: string])[]; sources: readonly string[] };

/** The entries of a list, `people` with their short name as a field. */
export function entriesOf(kind: RowKind, value: SettingValue): SettingEntry[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value as SettingEntry[];
  return kind === 'people' ? Object.entries(Object(value)).map(([id, who]) => ({ id, ...Object(who) })) : [];
}

/**
 * What a form has of a list. Null where the form says nothing of it.
 * @returns the entries, the value as the policy has it (null: none), and the short names that stand twice
 */
export function rowsTyped(
  kind: RowKind,
  path: string,
  values: Form['values'],
): { entries: SettingEntry[]; value: SettingValue; twice: number[] } | null {
  const own = Object.keys(values).filter((name) => name.startsWith(`${path}.`));
  if (own.length === 0) return null;
  const places = [...new Set(own.map((name) => Number(name.slice(path.length + 1).split('.')[0])))].toSorted(
    (a, b) => a - b,
  );
  const all = places.map((index) => entryTyped(kind, `${path}.${index}`, values));
  const entries = all.filter((entry) => entry !== null);
  const ids = entries.map(({ id }) => id);
  const twice = kind === 'people' ? ids.flatMap((id, i) => (ids.indexOf(id) < i ? [i] : [])) : [];
  const record = Object.fromEntries(entries.map(({ id = '', ...who }) => [String(id), who]));
  return { entries, value: entries.length === 0 ? null : kind === 'people' ? record : entries, twice };
}

function entryTyped(kind: RowKind, place: string, values: Form['values']): SettingEntry | null {
  const fields = COLUMNS[kind].flatMap(({ name, kind: type }): [string, string | string[]][] => {
    const given = [values[`${place}.${name}`] ?? []].flat().map((each) => each.trim());
    const words = given.flatMap((each) => each.split(/[\s,;]+/)).filter((each) => each !== '');
    if (type === 'days' || type === 'words') return words.length === 0 ? [] : [[name, words]];
    const text = given.join('').replaceAll('\r\n', '\n');
    return text === '' ? [] : [[name, text]];
  });
  if (fields.length === 0) return null;
  const entry = Object.fromEntries(fields);
  // As the schema fills in what is left out.
  if (kind === 'texts') return { consequences: '', measures: '', advice: '', ...entry };
  return kind === 'shifts' ? { days: DAYS, ...entry } : entry;
}

/** The entries as the fields of a form: what stands in it where it is shown again, without the emptied ones. */
export function rowValues(kind: RowKind, path: string, entries: readonly SettingEntry[]): Form['values'] {
  return Object.fromEntries(
    entries.flatMap((entry, index) =>
      COLUMNS[kind].map(({ name, kind: type }) => {
        const value = entry[name] ?? '';
        return [`${path}.${index}.${name}`, type === 'words' ? [value].flat().join(', ') : value];
      }),
    ),
  );
}

/** The field of a form for a place within a list, to be pointed at. */
export function fieldOfRow(kind: RowKind, path: string, value: SettingValue, at: readonly (string | number)[]): string {
  const [entry, name] = at;
  if (entry === undefined) return path;
  const index = kind === 'people' ? Object.keys(Object(value)).indexOf(String(entry)) : Number(entry);
  const known = COLUMNS[kind].find((each) => each.name === name) ?? COLUMNS[kind][0];
  return `${path}.${index}.${known?.name}`;
}

/** The groups of fields of a list. */
export function rowsField(
  view: View,
  {
    kind,
    path,
    label,
    hint,
    form,
    value,
    choices,
  }: {
    kind: RowKind;
    path: string;
    label: string;
    hint?: string;
    form: Form;
    value: SettingValue;
    choices: RowChoices;
  },
): Html {
  const typed = rowsTyped(kind, path, form.values);
  const entries = typed?.entries ?? entriesOf(kind, value);
  const shown: Form = { ...form, values: rowValues(kind, path, entries) };
  const { settings: words, shell } = view.words;
  const problem = form.problems.find(({ field }) => field === path)?.message;
  const fields = (index: number) => html`
    <div class="${kind === 'texts' ? 'flow' : 'pair'}">
      ${COLUMNS[kind].map((each) => cell(view, each, `${path}.${index}.${each.name}`, shown, choices))}
    </div>
  `;
  const groups = entries.map(
    (_, index) => html`
      <fieldset class="field entry-fields"><legend>${words.entry[kind](index + 1)}</legend>${fields(index)}</fieldset>
    `,
  );
  const free = Array.from(
    { length: FREE },
    (_, index) => html`
      <details class="entry-fields">
        <summary>${words.freeEntry[kind]}</summary>
        ${fields(entries.length + index)}
      </details>
    `,
  );
  return html`
    <fieldset class="${problem === undefined ? 'field' : 'field bad'}" id="f-${path}">
      <legend>${label}</legend>
      ${hint === undefined ? null : html`<span class="hint">${hint}</span>`}
      ${problem === undefined ? null : html`<span class="err">${shell.error}: ${problem}</span>`}
      <div class="flow">${groups}${free}</div>
    </fieldset>
  `;
}

function cell(view: View, { name, kind }: Column, field: string, form: Form, choices: RowChoices): Html {
  const { settings: words, dataflow, desk } = view.words;
  const label = words.columns[name] ?? name;
  const hint = field.startsWith('retention.') && name === 'from' ? words.heldFromHint : words.columnHints[name];
  const shared = { name: field, label, form, words: view.words, ...(hint === undefined ? {} : { hint }) };
  const none = ['', words.noChoice] as const;
  const given = String(form.values[field] ?? '');
  const select = (options: readonly (readonly [string, string])[]) => {
    // What is typed in the file and is no choice any more is shown, and not silently another.
    const known = given === '' || options.some(([value]) => value === given);
    return selectField({ ...shared, options: [none, ...options, ...(known ? [] : [[given, given] as const])] });
  };
  if (kind === 'days') {
    return choiceField({ ...shared, kind: 'checkbox', two: true, options: DAYS.map((day) => [day, words.days[day]]) });
  }
  if (kind === 'long') return textArea({ ...shared, rows: 2, maxlength: 4_000 });
  if (kind === 'user') return select(choices.users);
  if (kind === 'source')
    return select([['all', words.allSources], ...choices.sources.map((each) => [each, each] as const)]);
  if (kind === 'party') return select(COUNTERPARTY_KINDS.map((each) => [each, dataflow.kinds[each]] as const));
  if (kind === 'band') return select(BANDS.map((each) => [each, desk.incidents.severity[each]] as const));
  return textField({ ...shared, maxlength: 320, autocomplete: 'off' });
}

/** The entries of a list in lines, as people read them. */
export function sayEntries(
  { words, people }: Pick<View, 'words'> & Partial<Pick<View, 'people'>>,
  kind: RowKind,
  value: SettingValue,
): string {
  const { settings } = words;
  const named = (type: ColumnKind, each: string) =>
    type === 'user' ? (people?.get(`user:${each}`) ?? each) : sayCell({ words }, type, each);
  const lines = entriesOf(kind, value).map((entry) => {
    const said = COLUMNS[kind].flatMap(({ name, kind: type }) => {
      const given = [entry[name] ?? []].flat().filter((each) => each !== '');
      if (given.length === 0) return [];
      const isAll = type === 'days' && given.length === DAYS.length;
      const text = isAll ? settings.everyDay : given.map((each) => named(type, each)).join(', ');
      return [BARE.includes(name) ? text : `${settings.columns[name] ?? name}: ${text}`];
    });
    return said.join(', ');
  });
  return lines.join('\n');
}

function sayCell({ words }: Pick<View, 'words'>, kind: ColumnKind, value: string): string {
  const { settings, dataflow, desk } = words;
  const names: Partial<Record<ColumnKind, Readonly<Record<string, string>>>> = {
    days: settings.days,
    band: desk.incidents.severity,
    party: dataflow.kinds,
    source: { all: settings.allSources },
  };
  return names[kind]?.[value] ?? value;
}
