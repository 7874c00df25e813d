import { countryName, covers } from '../jurisdictions.ts';
import { COUNTRIES } from '../places/countries.ts';
import type { CompiledObligation, CompiledPolicy } from './compiled.ts';
import type { NoDuty } from './law-terms.ts';
import { type Standing, standingOf } from './regimes.ts';
import type { Verified } from './verified.ts';

/** Which places and duties a policy models, and when and in what each of its rows was last read. */

export type ModelledRow = {
  obligation: string;
  regime: string;
  article: string;
  title: string;
  recipient: string;
  standing: Standing;
  confidence: CompiledObligation['confidence'];
  citation: string;
  /** Null where the row does not say. */
  verified: Verified | null;
};

export type ModelledPlace = {
  place: string;
  name: string;
  rows: ModelledRow[];
  /** Whom its laws do not have told. */
  noDuty: NoDuty[];
  /** Rows by what they were last read in. */
  readIn: Record<Verified['by'] | 'not-said', number>;
  /** The first day on which any of its rows was last read; null while one does not say. */
  readSince: string | null;
};

export type Coverage = {
  policyVersion: string;
  places: ModelledPlace[];
  /** Countries of which no law is modelled, by their codes: ask counsel. */
  notModelled: string[];
};

/** @param today the day on which `in-force` is meant, `2026-11-24` */
export function coverageOf({ obligations, laws, policyVersion }: CompiledPolicy, today: string): Coverage {
  const rows = Map.groupBy(obligations, ({ jurisdiction }) => jurisdiction);
  const none = Map.groupBy(Object.values(laws), ({ jurisdiction }) => jurisdiction);
  const places = [...new Set([...rows.keys(), ...none.keys()])].map((place) => {
    const noDuty = (none.get(place) ?? []).flatMap(({ terms }) => terms.noDuty);
    return { ...placeOf(place, rows.get(place) ?? [], today), noDuty };
  });
  // What is not certain is no answer.
  const codes = places.flatMap(({ place, rows: of, noDuty }) =>
    of.length > 0 || noDuty.some(({ confidence }) => confidence !== 'uncertain') ? [place] : [],
  );
  return {
    policyVersion,
    places: places.toSorted((a, b) => (a.place < b.place ? -1 : 1)),
    notModelled: [...COUNTRIES].filter((country) => !codes.some((law) => covers(law, country))),
  };
}

function placeOf(
  place: string,
  obligations: readonly CompiledObligation[],
  today: string,
): Omit<ModelledPlace, 'noDuty'> {
  const rows = obligations.map((row): ModelledRow => {
    const { id: obligation, regime, article, title, recipient, confidence, citation, verified = null } = row;
    const standing = standingOf(row, today);
    return { obligation, regime, article, title, recipient, standing, confidence, citation, verified };
  });
  const days = rows.map(({ verified }) => verified?.on ?? '').sort();
  const readIn = { text: 0, secondary: 0, memory: 0, 'not-said': 0 };
  for (const { verified } of rows) readIn[verified?.by ?? 'not-said'] += 1;
  return { place, name: nameOf(place), rows, readIn, readSince: days[0] || null };
}

/** `European Union`, `Japan`, `US-CA, United States`. */
function nameOf(place: string): string {
  if (place === 'EU') return 'European Union';
  const [country = place] = place.split('-');
  return country === place ? countryName(place) : `${place}, ${countryName(country)}`;
}
