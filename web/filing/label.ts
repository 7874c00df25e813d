import type { FieldValue } from '../../domain/filing/context.ts';
import type { FilingField, FilingTemplate } from '../../domain/filing/template.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** What a form calls its fields, sections and options: in the reader's language where it says so, else in its own. */

type Reader = Pick<View, 'language'>;

/** The words of a label, without markup. */
export function labelOf({ language }: Reader, { label, de }: Pick<FilingField, 'label' | 'de'>): string {
  return language === 'de' ? (de ?? label) : label;
}

/** The label, marked as English where the page is not. */
export function labelTag(view: Reader, field: FilingField): Html {
  const text = labelOf(view, field);
  return view.language !== 'en' && text === field.label ? html`<span lang="en">${text}</span>` : html`${text}`;
}

/** The name of a section. */
export function sectionOf({ language }: Reader, { sections }: Pick<FilingTemplate, 'sections'>, name: string): string {
  return language === 'de' ? (sections[name] ?? name) : name;
}

/** The name of the form. */
export function titleOf(_: Reader, { title }: Pick<FilingTemplate, 'title'>): string {
  return title;
}

/** What an option says; a word that is none stands as it is. */
export function optionOf(_: Reader, { options }: Pick<FilingField, 'options'>, option: string): string {
  return options[option] ?? option;
}

/** The options that a value names, in words. */
export function optionsOf(reader: Reader, field: Pick<FilingField, 'options'>, value: FieldValue): string {
  return [value ?? []]
    .flat()
    .map((option) => optionOf(reader, field, String(option)))
    .join('; ');
}
