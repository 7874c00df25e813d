import { isPlace, isRegion, partsOf } from '../places/place.ts';
import { type Industry, profileOf } from './industry.ts';
import type { Part } from './reading.ts';
import type { VerisRecord } from './record.ts';

/** Where the victim is, and which laws bind it by what it is. */

/** The small islands stand in many records for the country itself. */
const MEANT: Record<string, string> = { UK: 'GB', EL: 'GR', UM: 'US' };
const US_PARTS = partsOf('US').map((part) => part.slice(3));
/** Territories of the United States that have a code of a country as well: their law is filed under the country. */
const TERRITORIES = ['AS', 'GU', 'MP', 'PR', 'VI'];
const isCountry = (code: string) => TERRITORIES.includes(code) || (code.length === 2 && isPlace(code));

type Victim = VerisRecord['victim'][number];

export function placeOf({ victim: victims }: VerisRecord): Part {
  const found = victims.map(placesOf);
  // Other places than the first are told by their country alone, so the first is one that is known more precisely.
  const places = [...new Set(found.flatMap(({ places }) => places))].toSorted((a, b) => b.length - a.length);
  const industries = [...new Set(victims.flatMap(({ industry }) => industry ?? []))];
  const sizes = victims.flatMap(({ employee_count }) => employee_count ?? []);
  const { profile, read, unknown } = profileOf({ industries, places, sizes } satisfies Industry);
  const [first, ...others] = places;
  const isHeldForOthers = victims.some(({ secondary }) => secondary !== undefined);
  return {
    facts: {
      profile,
      ...(first === undefined ? {} : { establishment: first }),
      ...(others.length === 0
        ? {}
        : { dataFlow: { countries: [...new Set(others.map((place) => place.slice(0, 2)))] } }),
    },
    read: [...(places.length === 0 ? [] : [`The victim is in ${places.join(', ')}.`]), ...read],
    unknown: [
      ...found.flatMap(({ unknown }) => unknown),
      ...(first === undefined ? ['In which country the victim is; the policy’s own counts.'] : []),
      ...(others.length === 0 ? [] : [`Which of ${places.join(', ')} is the main establishment; the first counts.`]),
      'Where the people concerned live.',
      ...unknown,
      isHeldForOthers
        ? 'Our role: others were hit through the victim, so it may have held their data as a processor.'
        : 'Whether the victim was controller or processor; both count.',
    ],
  };
}

/** The places of one victim, as precise as its state makes them, and what stands where a place should. */
function placesOf({ country, state }: Victim): { places: string[]; unknown: string[] } {
  const written = country.map((code) => code.toUpperCase()).filter((code) => !NOT_KNOWN.includes(code));
  const named = written.map((code) => MEANT[code] ?? code);
  const countries = [
    ...new Set(named.filter(isCountry).map((code) => (TERRITORIES.includes(code) ? `US-${code}` : code))),
  ];
  const unknown = named.every(isCountry)
    ? []
    : ['Where else the victim is: the record names a country by a code that is none.'];
  const part = state?.toUpperCase().replace(/^[A-Z]{2}-/, '') ?? '';
  if (part === '' || NOT_KNOWN.includes(part) || countries.includes(`US-${part}`))
    return { places: countries, unknown };
  const isIn = (code: string) => isPlace(`${code}-${part}`);
  const of =
    countries.find(isIn) ?? (countries.length === 0 && US_PARTS.includes(part) ? 'US' : countries.find(takes(part)));
  if (of !== undefined) return { places: [`${of}-${part}`, ...countries.filter((code) => code !== of)], unknown };
  if (US_PARTS.includes(part)) {
    const say = `Whether the victim is in US-${part}, as its state says, or where its country is; both laws count.`;
    return { places: [...countries, `US-${part}`], unknown: [...unknown, say] };
  }
  return {
    places: countries,
    unknown: [...unknown, 'In which part of the country the victim is: its state is no code of one.'],
  };
}

const NOT_KNOWN = ['UNKNOWN', 'OTHER', 'NA'];

/** Of a country whose parts are not listed here, any code that can be one of a part; but not of the United States. */
function takes(part: string): (country: string) => boolean {
  return (country) => country.length === 2 && !US_PARTS.includes(part) && isRegion(`${country}-${part}`);
}
