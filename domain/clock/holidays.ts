import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { CORRECTIONS, corrected, type Holiday } from './corrections.ts';
import { dayOfIso } from './days.ts';

/** The only file that calls the holiday library, so that neither the process's zone nor half days matter. */

/**
 * The library, loaded when a holiday is first asked for: that takes a tenth of a second, and many processes ask for
 * none. Its form for `require` loads faster than that for `import`.
 */
function load(): typeof Holidays {
  library ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  return library;
}

let library: typeof Holidays | null = null;

/** Version of the library's data, as `package.json` pins it. */
export const LIBRARY = 'date-holidays@3.37.0';

/**
 * Whole days off of a country, or of a region of it, in one civil year. Names are English where the library has them.
 */
export function holidaysIn(
  country: string,
  region: string | undefined,
  year: number,
  corrections: typeof CORRECTIONS = CORRECTIONS,
): Holiday[] {
  const Library = load();
  const place = region === undefined ? new Library(country) : new Library(country, region);
  const listed = place.getHolidays(year, 'en').flatMap((holiday): Holiday[] => {
    const { type, name, substitute = false } = holiday;
    if ((type !== 'public' && type !== 'bank') || !holiday.date.slice(11).startsWith('00:00')) return [];
    // A day on which clocks change has 23 or 25 hours.
    const length = Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000);
    const first = dayOfIso(holiday.date.slice(0, 10));
    return Array.from({ length }, (_, i) => ({ day: first + i, name, type, isSubstitute: substitute }));
  });
  return corrected(country, region, year, listed, corrections);
}

/** Whether the library knows the region, such as `BY` of `DE`. */
export function hasRegion(country: string, region: string): boolean {
  const Library = load();
  return new Library().getStates(country)?.[region] !== undefined;
}
