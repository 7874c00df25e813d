import { isCountry } from '../jurisdictions.ts';

/** Codes that are written for a country and are not its own. */
const WRITTEN: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const LANGUAGES = ['en', 'de'];

let names: ReadonlyMap<string, string> | undefined;

/** A place of residence as lists write it: `de`, `UK`, `US-CA`, `Germany`, `Österreich`; null for what is none. */
export function readResidence(text: string): string | null {
  const code = text.trim().toUpperCase();
  const country = WRITTEN[code] ?? code;
  if (isCountry(country)) return country;
  const [, of = ''] = /^([A-Z]{2})-[A-Z0-9]{1,4}$/.exec(code) ?? [];
  if (isCountry(of)) return code;
  names ??= countryNames();
  return names.get(text.trim().toLowerCase()) ?? null;
}

function countryNames(): ReadonlyMap<string, string> {
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isCountry);
  const inWords = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region' }));
  return new Map(
    codes.flatMap((code) => inWords.map((words) => [(words.of(code) ?? '').toLowerCase(), code] as const)),
  );
}
