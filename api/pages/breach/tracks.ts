import { type Role, roleOf, type System } from '../../../domain/dataflow.ts';
import { type Track, tracksOf } from '../../../domain/tracks/tracks.ts';

/** Customers that are shown with a track of their own, or as partners of one. */
const SHOWN = 10;

/** Those whose customers each have a track of their own. */
const TOWARDS_EACH: readonly Role[] = ['processor', 'sub-processor'];

/** The tracks of a breach; of those towards customers the first by their ids, as there may be thousands. */
export function firstTracks(systems: readonly System[]): { tracks: Track[]; moreTracks: number } {
  const theirs = systems.filter((system) => TOWARDS_EACH.includes(roleOf(system)));
  const all = customersOf(theirs);
  const shown = new Set(all.slice(0, SHOWN));
  const cut = systems.flatMap((system) => {
    if (!theirs.includes(system) || system.customers.length === 0) return [system];
    const customers = system.customers.filter((id) => shown.has(id));
    return customers.length === 0 ? [] : [{ ...system, customers }];
  });
  return { tracks: tracksOf(cut), moreTracks: all.length - shown.size };
}

/** The customers whose names the tracks show. */
export function customersShown(systems: readonly System[]): string[] {
  const among = (is: boolean) => systems.filter((system) => TOWARDS_EACH.includes(roleOf(system)) === is);
  return [...customersOf(among(true)).slice(0, SHOWN), ...customersOf(among(false)).slice(0, SHOWN)];
}

function customersOf(systems: readonly System[]): string[] {
  return [...new Set(systems.flatMap(({ customers }) => customers))].sort();
}
