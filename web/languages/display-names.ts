import { COUNTRIES } from '../../domain/places/countries.ts';
import { partName } from '../../domain/places/place.ts';
import type { Language } from './index.ts';
import { LOCALES } from './locales.ts';

/** Names of countries and of languages, in the language of who reads. */

type Kind = 'region' | 'language';

// The runtime takes longer to look up a list of names than a page takes to be written.
const lists = new Map<string, Intl.DisplayNames>();

function nameOf(code: string, kind: Kind, language: Language): string {
  const key = `${kind} ${language}`;
  const names = lists.get(key) ?? new Intl.DisplayNames(LOCALES[language], { type: kind });
  lists.set(key, names);
  return names.of(code) ?? code;
}

/** `Germany` for `DE`, `Texas (US-TX)`; the code itself of what earlier versions took for one. */
export function countryName(code: string, language: Language): string {
  const part = partName(code);
  if (part !== null) return `${part} (${code})`;
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return nameOf(code, 'region', language);
}

/** The code of a country by its name, in any language of the pages; null of what is none. */
export function codeOfCountry(name: string): string | null {
  const wanted = name.normalize('NFC').trim().toLowerCase();
  const languages = Object.keys(LOCALES) as Language[];
  const isMeant = (code: string) => languages.some((each) => countryName(code, each).toLowerCase() === wanted);
  return wanted === '' ? null : ([...COUNTRIES].find(isMeant) ?? null);
}

/** `German` for `de`. */
export function languageName(code: string, language: Language): string {
  return nameOf(code, 'language', language);
}
