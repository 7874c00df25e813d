import { z } from 'zod';
import { isRegion, partName, placeOnRecord, placeProblem, stateOfPlace } from './places/place.ts';

/** What the schema of the API says of a code; the list itself is checked beside it. */
const SHAPE = '^[A-Z]{2}(-[A-Z0-9]{2,4})?$';

/** Refuses what is no place in the same words everywhere, with the right code where there is one. */
function checkPlace({ value, issues }: z.core.ParsePayload<string>): void {
  const message = placeProblem(value);
  if (message !== null) issues.push({ code: 'custom', message, input: value });
}

/** Where somebody is: a country (ISO 3166-1), or a part with a law of its own, such as `US-CA`, `CA-QC`, `AE-DIFC`. */
export const Jurisdiction = z.string().check(checkPlace).meta({ pattern: SHAPE });

/** A country as a whole, where a part of one is no answer. */
export const Country = Jurisdiction.refine((code) => !code.includes('-'), {
  abort: true,
  error: 'a whole country, such as DE',
}).meta({ pattern: '^[A-Z]{2}$' });

/** Whose law it is: of a place, or of the Union. */
export const LawOf = z
  .string()
  .check((payload) => (payload.value === 'EU' ? undefined : checkPlace(payload)))
  .meta({ pattern: SHAPE });

/** A place that may have an authority of its own, or the Union. */
export const AuthorityPlace = z.string().check((payload) => {
  if (payload.value !== 'EU' && !isRegion(payload.value)) checkPlace(payload);
});

/** A value for each of some places; what is no place is refused by its own words. */
export function byPlace<V extends z.ZodType>(value: V) {
  return z.record(Jurisdiction, value, {
    error: (issue) => (issue.code === 'invalid_key' ? issue.issues?.[0]?.message : undefined),
  });
}

/** The Member States, and the EEA states to which the GDPR extends (EEA Joint Committee Decision 154/2018). */
export const EEA: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' ');

/**
 * Whether the law of `law` may reach somebody in `place`: the same place, a part of it, or all that it is a part of.
 */
export function covers(law: string, place: string): boolean {
  const { here, laws } = lawsFrom(place);
  return laws.includes(law) || here === wholeOf(law);
}

/** Whether a law may reach somebody in any of these places. */
export function coveredBy(places: readonly string[]): (law: string) => boolean {
  const from = places.map(lawsFrom);
  const here = new Set<string | null>(from.map((each) => each.here));
  const laws = new Set(from.flatMap((each) => each.laws));
  return (law) => laws.has(law) || here.has(wholeOf(law));
}

/** The place by its right code, and the laws of itself and of all that it is a part of. */
function lawsFrom(place: string): { here: string; laws: string[] } {
  const here = placeOnRecord(place);
  const state = stateOfPlace(here);
  return { here, laws: [here, state, ...(EEA.includes(state) ? ['EU'] : [])] };
}

/** The country of a law of one of its parts, else null. Of people known to be in `US` only, any may be in `US-CA`. */
function wholeOf(law: string): string | null {
  const end = law.indexOf('-');
  return end < 0 ? null : law.slice(0, end);
}

// The runtime takes longer to look up a list of names than all the rest.
const NAMES = new Map<string, Intl.DisplayNames>();

function namesIn(language: string): Intl.DisplayNames {
  const names = NAMES.get(language) ?? new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  NAMES.set(language, names);
  return names;
}

/** What a place is called, in English unless another language is named; the code where it is none that has a name. */
export function countryName(code: string, language = 'en'): string {
  const part = partName(code);
  if (part !== null) return `${part} (${code})`;
  return /^[A-Z]{2}$/.test(code) ? (namesIn(language).of(code) ?? code) : code;
}

/** `Germany, France`. */
export function countryNames(codes: readonly string[], language = 'en'): string {
  return codes.map((code) => countryName(code, language)).join(', ');
}
