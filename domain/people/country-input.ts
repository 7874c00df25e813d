import { COUNTRIES } from '../places/countries.ts';
import { placeOnRecord, rightPlaces } from '../places/place.ts';

const LANGUAGES = ['en', 'de'];

let names: ReadonlyMap<string, string> | undefined;

/** A place of residence as lists write it: `de`, `UK`, `US-CA`, `Germany`, `Österreich`; null for what is none. */
export function readResidence(text: string): string | null {
  names ??= countryNames();
  // In a column of countries, Georgia is the country.
  const named = names.get(text.trim().toLowerCase());
  if (named !== undefined) return named;
  const [right, ...others] = rightPlaces(text);
  return right !== undefined && others.length === 0 ? right : null;
}

function countryNames(): ReadonlyMap<string, string> {
  const inWords = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region' }));
  return new Map(
    [...COUNTRIES].flatMap((code) =>
      inWords.map((words) => [(words.of(code) ?? '').toLowerCase(), placeOnRecord(code)] as const),
    ),
  );
}
