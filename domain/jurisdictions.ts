import { z } from 'zod';

/** A country (ISO 3166-1), `EU`, or a part of a country with a law of its own, such as `US-CA`, `CA-QC`, `AE-DIFC`. */
export const Jurisdiction = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,4})?$/, 'EU, a two-letter country code, or a part of a country such as US-CA');

/** The Member States, and the EEA states to which the GDPR extends (EEA Joint Committee Decision 154/2018). */
export const EEA: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' ');

/**
 * Whether the law of `law` may reach somebody in `place`: the same place, a part of it, or all that it is a part of.
 */
export function covers(law: string, place: string): boolean {
  if (law === place) return true;
  if (law === 'EU') return EEA.includes(place.slice(0, 2));
  // `US` covers `US-CA`; and of people known to be in `US` only, any may be in `US-CA`.
  return place.startsWith(`${law}-`) || law.startsWith(`${place}-`);
}

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** What a country is called in English; the code where it is none that has a name. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (NAMES.of(code) ?? code) : code;
}

/** Regions that have a name but are no country, and the code for none. */
const NO_COUNTRIES = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

/** Whether it is the code of a country; of one that is written otherwise, such as `UK` for `GB`, it is not. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.includes(code)) return false;
  return new Intl.Locale(`und-${code}`).region === code && countryName(code) !== code;
}

/** `Germany, France`. */
export function countryNames(codes: readonly string[]): string {
  return codes.map(countryName).join(', ');
}
