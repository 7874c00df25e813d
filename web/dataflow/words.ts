import { type Counterparty, roleOf, type System } from '../../domain/dataflow.ts';
import { covers } from '../../domain/jurisdictions.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import type { View } from '../view.ts';

export type Entry = System | Counterparty;
export const SYSTEM_FIELDS = [
  'name',
  'plane',
  'role',
  'dataClasses',
  'dataCategories',
  'countries',
  'peopleConcerned',
  'suppliers',
  'customers',
  'aliases',
] as const;
export const COUNTERPARTY_FIELDS = ['name', 'clause', 'language', 'contacts'] as const;
export type EntryField = (typeof SYSTEM_FIELDS)[number] | (typeof COUNTERPARTY_FIELDS)[number];

/** The fields that an entry of this kind has, in the order in which people read them. */
export function fieldsOf(entry: Entry): readonly EntryField[] {
  return 'contacts' in entry ? COUNTERPARTY_FIELDS : SYSTEM_FIELDS;
}

/** One field of an entry as people read it; null for no entry. */
export function sayField(view: Pick<View, 'words' | 'language'>, entry: Entry | null, field: EntryField): string {
  const { dataflow, breach, facts } = view.words;
  if (entry === null) return dataflow.none;
  const value: unknown = (entry as Record<string, unknown>)[field];
  switch (field) {
    case 'plane':
      return breach.planes[value as System['plane']];
    case 'role':
      return value === undefined
        ? dataflow.byPlane(breach.roles[roleOf(entry as System)])
        : breach.roles[value as NonNullable<System['role']>];
    case 'dataClasses':
      return (value as System['dataClasses']).map((c) => facts.options.dataClasses[c]).join(', ');
    case 'peopleConcerned':
      return value === null ? dataflow.notKnown : number(Number(value), view.language);
    case 'contacts':
      return (value as Counterparty['contacts']).map(({ name, email }) => `${name}, ${email}`).join('\n');
    default:
      return Array.isArray(value) ? value.join(', ') || dataflow.none : String(value ?? '') || dataflow.none;
  }
}

/** A supplier or customer by name, with the short name that tells it from others. */
export function sayParty({ id, name }: Pick<Counterparty, 'id' | 'name'>): string {
  return `${name} (${id})`;
}

/** Fields in which two versions of an entry differ. */
export function changedFields(a: Entry | null, b: Entry): EntryField[] {
  return fieldsOf(b).filter((field) => {
    const of = (entry: Entry | null) => JSON.stringify((entry as Record<string, unknown> | null)?.[field] ?? null);
    return of(a) !== of(b);
  });
}

export function isOutside(country: string): boolean {
  return !covers('EU', country);
}

/** Countries by their names, those outside the EEA marked: data there is a transfer (GDPR Chapter V). */
export function sayCountries(
  { words, language }: Pick<View, 'words' | 'language'>,
  countries: readonly string[],
): Html {
  const items = countries.map((code, i) => {
    const mark = isOutside(code) ? html` <span class="tag warn">${words.dataflow.outsideEea}</span>` : null;
    return html`${i === 0 ? null : ', '}${countryName(code, language)}${mark}`;
  });
  return html`${items}`;
}
