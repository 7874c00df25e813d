import type { ClientSession, mongo } from 'mongoose';
import type { BreachState } from '../domain/breach/state.ts';
import type { Instant } from '../domain/time.ts';
import { readState } from './projections.ts';
import type { Store } from './store.ts';

/** By which merges findings, and what comes in later, came to a breach: each is undone for itself, in any order. */

/**
 * `movedFrom`: where it was until a person moved it, or merged that, or took that back. `merges`: the merges by which
 * it came, the first one first; absent in what version 0.10.0 wrote, where `movedFrom` alone tells of the last.
 */
export type Moved = { movedFrom?: string; merges?: string[] };

/** A merge that is undone: of which breach, into which, and when that was. */
export type UndoneMerge = { from: string; into: string; at: Instant };

/** Where rows that a merge brought along may be by now, and the merges by which they are there. */
type Hop = { place: string; path: readonly string[] };

/** The merge of a breach that was closed by it; null for any other. */
export function mergeOf(state: BreachState | null): UndoneMerge | null {
  const { triage, closed, breachId: from = '' } = state ?? {};
  if (closed?.outcome !== 'merged' || !triage?.into) return null;
  return { from, into: triage.into, at: triage.at };
}

/** What becomes of rows of `from` by a merge. */
export function mergedInto({ from, into, at }: UndoneMerge): mongo.Document[] {
  const merges = { $concatArrays: [MERGES, [keyOf(from, at)]] };
  return [{ $set: { breachId: into, movedFrom: from, merges } }];
}

/** What becomes of rows of `from` that a person moves by themselves. */
export function movedTo(from: string, to: string): mongo.Document[] {
  return [{ $set: { breachId: to, movedFrom: from, merges: MERGES } }];
}

/** Which rows a merge brought along, wherever later merges took them, and what becomes of them once it is undone. */
export async function undoneMerge(
  store: Store,
  session: ClientSession,
  merge: UndoneMerge,
): Promise<{ which: mongo.Document; change: mongo.Document[] }[]> {
  const hops = await hopsOf(store, session, merge);
  return hops.map(({ place, path }) => {
    const ends = { $slice: [MERGES, -path.length] };
    const asIn0100 = [merge.from, ...path.slice(1)];
    const rest = { $subtract: [{ $size: MERGES }, path.length] };
    const merges = { $cond: [{ $gt: [rest, 0] }, { $slice: [MERGES, rest] }, []] };
    return {
      which: { breachId: place, $expr: { $in: [ends, [path, asIn0100]] } },
      change: [{ $set: { breachId: merge.from, movedFrom: place, merges } }],
    };
  });
}

/** The merges of one row, as its change is asked of the database. */
export function mergesOf({ merges, movedFrom }: Moved): string[] {
  return merges ?? (movedFrom === undefined ? [] : [movedFrom]);
}

/** The same, within a change that the database works out. */
const MERGES = { $ifNull: ['$merges', { $cond: [{ $gt: ['$movedFrom', null] }, ['$movedFrom'], []] }] };

async function hopsOf(store: Store, session: ClientSession, merge: UndoneMerge): Promise<Hop[]> {
  const hops: Hop[] = [];
  const seen = new Set<string>();
  let next: UndoneMerge | null = merge;
  while (next !== null && !seen.has(next.into)) {
    const place: string = next.into;
    seen.add(place);
    hops.push({ place, path: [...(hops.at(-1)?.path ?? []), keyOf(next.from, next.at)] });
    next = mergeOf(await readState(store, place, session));
  }
  return hops;
}

function keyOf(from: string, at: Instant): string {
  return `${from}/${at}`;
}
