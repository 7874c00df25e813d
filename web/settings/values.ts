import { rowKindOf, type SettingChange, type SettingField, type SettingValue } from '../../domain/settings/fields.ts';
import type { View } from '../view.ts';
import { sayEntries } from './rows.ts';

type Words = Pick<View, 'words'> & Partial<Pick<View, 'people'>>;

/** A value as a form has it. */
export function typedValue(value: SettingValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** What was typed, as the policy has it; a number that is none stays as it is, for the schema to refuse. */
export function valueTyped({ kind, empty }: SettingField, typed: string): SettingValue {
  const text = typed.trim();
  if (kind === 'flag') return text === 'yes';
  if (kind === 'list' || kind === 'kinds') {
    return text.split(/[\s,;]+/).filter((one) => one !== '');
  }
  if (text === '' && empty !== 'refused') return null;
  if (kind !== 'number' || text === '') return text;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

/** A value as people read it: kinds of parties by their names, and entries of several fields in a line each. */
export function sayValue(view: Words, path: string, value: SettingValue): string {
  const { words } = view;
  const { shell } = words;
  const rows = rowKindOf(path);
  if (rows !== null) return sayEntries(view, rows, value) || shell.none;
  if (path === 'profile' && Array.isArray(value))
    return value.map((kind) => kindName({ words }, String(kind))).join(', ');
  if (typeof value === 'boolean') return value ? shell.yes : shell.no;
  const typed = typedValue(value);
  return typed === '' ? shell.none : typed;
}

/** One change in one line: the field, what it was, and what it is. */
export function sayChange(view: Words, { path, before, after }: SettingChange): string {
  const said = (value: SettingValue) => sayValue(view, path, value).replaceAll('\n', ' / ');
  return `${settingLabel(view, path)}: ${said(before)} → ${said(after)}`;
}

/** What a field is called: targets by their name in the file, where no words are known. */
export function settingLabel({ words: { settings } }: Pick<View, 'words'>, path: string): string {
  return settings.fields[path] ?? path.replace(/^softTargets\./, '').replaceAll('-', ' ');
}

/** What a kind of regulated party is called; as it is written, where it is none. */
export function kindName({ words: { facts } }: Pick<View, 'words'>, kind: string): string {
  const names: Readonly<Record<string, string>> = facts.options.profile;
  return names[kind] ?? kind;
}
