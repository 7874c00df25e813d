import { BY_THREE_LETTERS, COUNTRIES } from './countries.ts';
import { PARTS } from './parts.ts';

/**
 * The one list of places: countries by ISO 3166-1, and parts of them by ISO 3166-2 where the law is not the whole
 * country's. Imports no library: a fold of events reads places by it.
 */

/** What is written for a place and is not its code; several where one must choose. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  ...{ UK: ['GB'], EL: ['GR'], XI: ['GB'], EA: ['ES'], IC: ['ES'], FX: ['FR'], AC: ['SH'], TA: ['SH'], DG: ['IO'] },
  ...{ CP: ['FR'], BU: ['MM'], DD: ['DE'], TP: ['TL'], ZR: ['CD'], NYC: ['US-NY'] },
  GEORGIA: ['GE', 'US-GA'],
  ...{ CS: ['RS', 'ME'], YU: ['RS', 'ME', 'BA', 'HR', 'MK', 'SI'], AN: ['CW', 'SX', 'BQ'] },
  // Territories of the United States have their law as states do.
  ...{ PR: ['US-PR'], GU: ['US-GU'], VI: ['US-VI'], AS: ['US-AS'], MP: ['US-MP'], UM: ['US-UM'] },
  ...{ 'CN-HK': ['HK'], 'CN-MO': ['MO'], 'CN-TW': ['TW'], 'CA-PQ': ['CA-QC'], 'CA-NF': ['CA-NL'] },
};

/** Territories to which the law of a state extends whose code they do not bear (TFEU Art. 355(1), (4)). */
const WITHIN: Readonly<Record<string, string>> = {
  ...{ GF: 'FR', GP: 'FR', MF: 'FR', MQ: 'FR', RE: 'FR', YT: 'FR', AX: 'FI' },
};

const countryOfPart = (code: string) => /^([A-Z]{2})-/.exec(code)?.[1] ?? null;

/** Whether it is the code of a place; of one that is written otherwise, such as `UK` for `GB`, it is not. */
export function isPlace(code: string): boolean {
  if (Object.hasOwn(WRITTEN, code)) return false;
  const country = countryOfPart(code);
  return country === null ? COUNTRIES.has(code) : Object.hasOwn(PARTS[country] ?? {}, code.slice(3));
}

/** Whether it is a place, or a part of a country with one law for all: some parts have an authority of their own. */
export function isRegion(code: string): boolean {
  const country = countryOfPart(code) ?? code;
  return isPlace(code) || (isPlace(country) && partsOf(country).length === 0 && /^..-[A-Z0-9]{1,3}$/.test(code));
}

/** The code of the state that a place is in: `DE` of `DE-BE`, `FR` of `RE`. */
export function stateOfPlace(place: string): string {
  const state = place.slice(0, 2);
  return WITHIN[state] ?? state;
}

/** The codes of all parts of a country that have a law of their own, `[]` of most. */
export function partsOf(country: string): string[] {
  return Object.keys(PARTS[country] ?? {}).map((part) => `${country}-${part}`);
}

/** The name of a part of a country; null of what is none. */
export function partName(place: string): string | null {
  return PARTS[place.slice(0, 2)]?.[place.slice(3)] ?? null;
}

/** The right codes for what was written; empty where nobody can tell. */
export function rightPlaces(written: string): readonly string[] {
  const code = written.trim().toUpperCase();
  if (isPlace(code)) return [code];
  const known = WRITTEN[code] ?? [BY_THREE_LETTERS.get(code) ?? ''].filter(Boolean).flatMap(rightPlaces);
  if (known.length > 0) return known;
  const [, head = '', tail = ''] = /^([A-Z]{2,3})[-_/ ](.+)$/.exec(code) ?? [];
  const [country] = head === '' ? [] : rightPlaces(head);
  if (country !== undefined) return partsLike(country, tail);
  const isMeant = (part: string) => part.slice(3) === code || partName(part)?.toUpperCase() === code;
  return Object.keys(PARTS).flatMap((of) => partsOf(of).filter(isMeant));
}

/** Parts whose name or code begins so; the country alone, where it has none that is known by a law of its own. */
function partsLike(country: string, tail: string): string[] {
  const parts = partsOf(country);
  if (parts.length === 0) return [country];
  const letters = (name: string) => name.toUpperCase().replaceAll(/[^\p{L}]/gu, '');
  const begins = (name: string) => letters(name).startsWith(letters(tail)) || letters(tail).startsWith(letters(name));
  const byName = letters(tail) === '' ? [] : parts.filter((part) => begins(partName(part) ?? ''));
  return byName.length > 0 ? byName : parts.filter((part) => part.slice(3) === letters(tail));
}

/** A place as earlier versions kept it, which took any two letters: the right code where there is one, else as kept. */
export function placeOnRecord(kept: string): string {
  const [right, ...others] = isPlace(kept) ? [kept] : rightPlaces(kept);
  return right === undefined || others.length > 0 ? kept : right;
}

/** What is wrong with a code, as a sentence for who wrote it; null of a place. */
export function placeProblem(written: string): string | null {
  if (isPlace(written)) return null;
  const says = `'${written.slice(0, 40)}' is no code of a place`;
  if (written === 'EU') return `${says} where somebody is: write each state by its own code, such as DE`;
  const right = rightPlaces(written);
  if (right.length > 0) return `${says}: write ${right.length > 1 ? 'one of ' : ''}${right.join(', ')}`;
  return `${says}: write a country by ISO 3166-1 such as GB, or a part with a law of its own such as US-CA`;
}
