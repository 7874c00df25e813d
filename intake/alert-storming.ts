import type { StormPolicy } from '../detection/suspicions/storm-policy.ts';
import type { Joining, JoiningReason } from '../domain/alerts/joining.ts';
import { joinsStorm, type StormSoFar } from '../domain/alerts/storm.ts';
import type { Instant } from '../domain/time.ts';
import { hourOf } from '../store/alert-findings.ts';
import { stormName } from '../store/alert-storms.ts';

/** How many suspicions the findings of each source open within an hour, as far as a batch knows. */
export type Storming = {
  /** Where one belongs that would open one too many; null where it opens one. `at`: when its alert came in. */
  placeOf(source: string, at: Instant, place: Joining, finding: string): Joining | null;
  opens(source: string, at: Instant, suspicion: string): void;
};

/** What others open meanwhile is seen when it is handed over: the store decides. */
export function createStorming({
  storm,
  storms,
}: {
  storm: StormPolicy;
  storms: ReadonlyMap<string, StormSoFar>;
}): Storming {
  const now = new Map(storms);
  const soFar = (source: string, at: Instant) => {
    const name = stormName({ source, hour: hourOf(at) });
    return { name, ...(now.get(name) ?? { opened: 0, newest: null }) };
  };
  return {
    placeOf(source, at, place, finding) {
      const joins = joinsStorm(soFar(source, at), storm.openings);
      return joins === null ? null : { ...place, joins, because: [stormReason(source, finding)] };
    },
    opens(source, at, newest) {
      const { name, opened } = soFar(source, at);
      now.set(name, { opened: opened + 1, newest });
    },
  };
}

/** Why it joins what it has nothing in common with but its source. */
export function stormReason(source: string, finding: string): JoiningReason {
  return { relation: 'storm', values: [source], finding };
}
