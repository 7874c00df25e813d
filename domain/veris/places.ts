import { isPlace, partsOf, placeOnRecord } from '../places/place.ts';
import { type Industry, profileOf } from './industry.ts';
import type { Part } from './reading.ts';
import type { VerisRecord } from './record.ts';

/** Where the victim is, and which laws bind it by what it is. */

/** The small islands of the United States, where nobody lives, stand in many records for the country itself. */
const SMALL_ISLANDS = ['UM', 'US-UM'];
const inStates = (part: string) => isPlace(`US-${part}`);

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
  const named = written.map((code) => (SMALL_ISLANDS.includes(code) ? 'US' : placeOnRecord(code)));
  const countries = [...new Set(named.filter(isPlace))];
  const unknown = named.every(isPlace)
    ? []
    : ['Where else the victim is: the record names a country by a code that is none.'];
  const part = state?.toUpperCase().replace(/^[A-Z]{2}-/, '') ?? '';
  if (part === '' || NOT_KNOWN.includes(part) || countries.includes(`US-${part}`))
    return { places: countries, unknown };
  const inside = (code: string) => placeOnRecord(`${code}-${part}`);
  // A country whose parts have no law of their own stands for each of them, and says nothing of whose part it is.
  const of =
    countries.find((code) => inside(code) !== code && isPlace(inside(code))) ??
    (countries.length === 0 && inStates(part) ? 'US' : undefined);
  if (of !== undefined) return { places: [inside(of), ...countries.filter((code) => code !== of)], unknown };
  // Of most countries the parts have no law of their own, and none is lost by leaving them out.
  if (countries.every((code) => partsOf(code).length === 0)) return { places: countries, unknown };
  if (inStates(part)) {
    const say = `Whether the victim is in US-${part}, as its state says, or where its country is; both laws count.`;
    return { places: [...countries, `US-${part}`], unknown: [...unknown, say] };
  }
  const say = 'In which part of the country the victim is: its state is no code of one.';
  return { places: countries, unknown: [...unknown, say] };
}

const NOT_KNOWN = ['UNKNOWN', 'OTHER', 'NA'];
