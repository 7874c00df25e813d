import { DAY_MS, type Instant, toInstant } from '../time.ts';
import { zonesOfPlace } from './place-zones.ts';
import { localDay } from './zones.ts';

/**
 * The days, `2026-11-24`, that an instant falls on in the places of a law: the latest where a day begins first, the
 * earliest where it ends last. The same day where all have one zone.
 */
export type LawDays = { earliest: string; latest: string };

/**
 * A law counts by the day where it applies, not by that of UTC: an act takes effect at the beginning of the first hour
 * of its day (Regulation (EEC, Euratom) 1182/71, Art. 4(1)). Of several zones the one counts by which a law binds
 * longer, so that no duty is lost: it begins with the latest of the days and ends with the earliest.
 */
export function lawDaysOf(place: string, at: Instant): LawDays {
  const { first, last } = zonesOfPlace(place);
  return { earliest: isoDay(at, last), latest: isoDay(at, first) };
}

function isoDay(at: Instant, zone: string): string {
  return toInstant(localDay(at, zone) * DAY_MS).slice(0, 10);
}
