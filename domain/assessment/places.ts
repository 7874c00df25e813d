import { countryName } from '../jurisdictions.ts';
import { notModelled } from '../plan/not-modelled.ts';
import type { CoveredPlace, LawStanding, PlaceReason, Side } from '../plan/types.ts';
import type { Disagreement } from '../policy/people.ts';

/** Places that were looked at, as sentences and lines for whoever reads an assessment. */

/** One sentence for each place with a role for which no law is modelled. */
export function openPlaces(coverage: readonly CoveredPlace[] | undefined): string[] {
  return notModelled(coverage).map(({ place, sides, parts }) => {
    const role = `as ${sides.join(' and ')}`;
    const says = `The law of ${countryName(place)} is not modelled here: ask counsel (${role}).`;
    if (parts.length === 0) return says;
    return `${says} It is that of each state, and not modelled for ${parts.join(', ')}: say in which people live.`;
  });
}

const WHY: Record<PlaceReason, string> = {
  established: 'we are established there',
  represented: 'our representative is there',
  market: 'a market of ours',
  register: 'the register lists it for the data',
  residents: 'people concerned live there',
};
const STANDS: Record<LawStanding, string> = {
  modelled: 'looked at',
  'no-duty': 'no duty by its law',
  'not-modelled': 'NOT MODELLED',
};

/** `US-GA Georgia`, why it was looked at, and how its law stands for each role. */
export function placeLines(coverage: readonly CoveredPlace[]): [string, string, string][] {
  return coverage.map(({ place, why, roles }) => {
    const stands = Object.entries(roles).map(([side, law]: [string, LawStanding]) => `${side}: ${STANDS[law]}`);
    return [countryName(place), why.map((each) => WHY[each]).join(', '), stands.join('; ')];
  });
}

/** `Germany and Georgia (US-GA), as controller and processor`: what "no duty binds" is said of. */
export function lookedAt(coverage: readonly CoveredPlace[]): string {
  const sides = [...new Set(coverage.flatMap(({ roles }) => Object.keys(roles) as Side[]))];
  const places = coverage.map(({ place }) => countryName(place)).join(', ') || 'no place at all';
  return `${places}, as ${sides.join(' and ') || 'neither controller nor processor'}`;
}

/** Two numbers of people that cannot both be right, and how they count until one is corrected. */
export function sayDisagreement({ kind, people, byPlace }: Disagreement): string {
  if (kind === 'more-by-place') {
    return (
      `More people are counted by where they live (residents: ${byPlace}) than are concerned (peopleConcerned: ` +
      `${people}): one number is wrong. Until it is corrected, ${byPlace} counts.`
    );
  }
  return (
    `Fewer people are counted by where they live (residents: ${byPlace}) than are concerned (peopleConcerned: ` +
    `${people}), and every place that was looked at is named: where ${people - byPlace} of them live is not said. ` +
    'Until it is, they count in each of these places.'
  );
}
