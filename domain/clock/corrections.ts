import { type Day, dayOf, weekdayOf } from './days.ts';

/** What the holiday library has wrong for the laws we count by, each with the law that says so. */

/** A whole day off, as the library lists it and as it is corrected here. */
export type Holiday = { day: Day; name: string; type: 'public' | 'bank'; isSubstitute: boolean };

type Correction = (list: Holiday[], year: number) => Holiday[];

const CORRECTIONS: Readonly<Record<string, Correction>> = {
  /** The substitute of Veterans Day is a legal holiday as those of the others are (5 U.S.C. 6103(b)). */
  US: (list) => list.map((h) => (h.isSubstitute && h.type === 'bank' ? { ...h, type: 'public' as const } : h)),
  /** Bennington Battle Day is 16 August itself, not a Monday (1 V.S.A. § 371(a)(9)). */
  'US-VT': (list, year) =>
    list.flatMap((h) => {
      if (!/^bennington/i.test(h.name)) return [h];
      const day = dayOf(year, 8, 16);
      const monday = { ...h, day: day + 1, name: `${h.name} (substitute day)`, isSubstitute: true };
      return weekdayOf(day) === 0 ? [{ ...h, day }, monday] : [{ ...h, day }];
    }),
  /** Green Monday is a Monday, and the Monday after Pentecost (Kataklysmos) is a holiday. */
  CY: (list) =>
    list.flatMap((h) => {
      if (/^(clean|green) monday/i.test(h.name)) return [{ ...h, day: h.day - ((weekdayOf(h.day) + 6) % 7) }];
      return h.name === 'Pentecost' ? [h, { ...h, day: h.day + 1, name: 'Pentecost Monday' }] : [h];
    }),
  /** The first day of summer is the Thursday of 19 to 25 April (Act 88/1971, Art. 6). */
  IS: (list, year) =>
    list.map((h) => {
      const from = dayOf(year, 4, 19);
      return h.name === 'First Day of Summer' ? { ...h, day: from + ((4 - weekdayOf(from) + 7) % 7) } : h;
    }),
  /**
   * That Christmas on a Sunday moves to the Monday is for each community to say (Estatuto de los Trabajadores, Art.
   * 37.2).
   */
  ES: (list) => list.filter((h) => !(h.isSubstitute && h.name.startsWith('Christmas'))),
  /** Bridge days are days off by custom, not by law. */
  LI: (list) => list.filter((h) => !h.name.startsWith('Feiertagsbrücke')),
};

/** The library's days of a country, or of a region of it, as the law has them. */
export function corrected(country: string, region: string | undefined, year: number, list: Holiday[]): Holiday[] {
  const ofCountry = CORRECTIONS[country]?.(list, year) ?? list;
  return CORRECTIONS[`${country}-${region}`]?.(ofCountry, year) ?? ofCountry;
}
