import type { Facts } from '../facts.ts';
import { placeOnRecord } from '../places/place.ts';

/**
 * Facts as earlier versions recorded them, which took any two letters for a place: `UK` is read as `GB`. What nobody
 * can read stays as it is, and no law is modelled for it. Facts of today are given back as they are, the same object.
 */
export function recordedFacts<Known extends Partial<Facts>>(facts: Known): Known {
  const places = [...Object.keys(facts.residents ?? {}), facts.establishment, facts.euRepresentative];
  if (places.every((place) => place == null || placeOnRecord(place) === place)) return facts;
  const read = (place: string | null) => (place === null ? null : placeOnRecord(place));
  const { residents, establishment, euRepresentative } = facts;
  return {
    ...facts,
    ...(residents != null && { residents: joined(residents) }),
    ...(establishment !== undefined && { establishment: read(establishment) }),
    ...(euRepresentative !== undefined && { euRepresentative: read(euRepresentative) }),
  };
}

/** Two codes of one place are its people together; "some" and a number are some. */
function joined(residents: NonNullable<Facts['residents']>): Facts['residents'] {
  const read: Record<string, number | null> = {};
  for (const [kept, count] of Object.entries(residents)) {
    const place = placeOnRecord(kept);
    const before = read[place];
    read[place] = before === undefined ? count : before === null || count === null ? null : before + count;
  }
  return read;
}
