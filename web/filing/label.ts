import type { FilingField, FilingTemplate } from '../../domain/filing/template.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** What a form calls its fields and sections, in the reader's language where it says so, else in the form's own. */

/** The words of a label, without markup. */
export function labelOf({ language }: Pick<View, 'language'>, { label, de }: FilingField): string {
  return language === 'de' ? (de ?? label) : label;
}

/** The label, marked as English where the page is not. */
export function labelTag(view: Pick<View, 'language'>, field: FilingField): Html {
  const text = labelOf(view, field);
  return view.language !== 'en' && text === field.label ? html`<span lang="en">${text}</span>` : html`${text}`;
}

/** The name of a section; null in English where the form has no other. */
export function sectionOf({ language }: Pick<View, 'language'>, { sections }: FilingTemplate, name: string): string {
  return language === 'de' ? (sections[name] ?? name) : name;
}
