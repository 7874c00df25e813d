import type { FieldValue } from '../../domain/filing/context.ts';
import type { FilingField, FilingTemplate } from '../../domain/filing/template.ts';
import type { Html } from '../html.ts';
import { type Reader, translated, translatedText } from '../translated.ts';

/** What a form calls its fields, sections and options: in the reader's language where it says so, else its own. */

/** The words of a label, without markup. */
export function labelOf(reader: Reader, { label }: Pick<FilingField, 'label'>): string {
  return translatedText(reader, label);
}

/** The label, marked as English where the page is not. */
export function labelTag(reader: Reader, { label }: Pick<FilingField, 'label'>): Html {
  return translated(reader, label);
}

/** The name of a section. */
export function sectionOf(reader: Reader, _: Pick<FilingTemplate, 'sections'>, name: string): string {
  return translatedText(reader, name);
}

/** The name of the form. */
export function titleOf(reader: Reader, { title }: Pick<FilingTemplate, 'title'>): string {
  return translatedText(reader, title);
}

/** What an option says; a word that is none stands as it is. */
export function optionOf(reader: Reader, { options }: Pick<FilingField, 'options'>, option: string): string {
  const text = options[option];
  return text === undefined ? option : translatedText(reader, text);
}

/** The options that a value names, in words. */
export function optionsOf(reader: Reader, field: Pick<FilingField, 'options'>, value: FieldValue): string {
  return [value ?? []]
    .flat()
    .map((option) => optionOf(reader, field, String(option)))
    .join('; ');
}
