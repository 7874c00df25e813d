import { plainId } from '../detection/finding.ts';
import type { Told } from '../domain/alerts/told.ts';
import { breachOf, type Handed, referenceOf } from './alert-hand-over.ts';
import type { Judge } from './alert-judging.ts';
import type { Taken } from './alert-taken.ts';

/** What a batch leaves behind for those that come after it, beside its findings. */

/** What breaches were told. Of one to which something could not be handed over nothing is noted: it is told again. */
export function toldBreaches(
  { taken, told }: { taken: readonly Taken[]; told: ReturnType<Judge['told']> },
  handed: Handed,
): Map<string, Told> {
  const failed = new Set(
    taken.flatMap(({ judged }) => judged.filter(({ id }) => handed.failures.has(id)).map((one) => one.suspicion)),
  );
  return new Map(
    [...told].flatMap(([suspicion, what]) => {
      const breachId = referenceOf(suspicion, handed);
      return breachId === null || failed.has(suspicion) ? [] : [[breachId, what] as const];
    }),
  );
}

/** The breaches of groups of a source of which a finding was counted: what comes in later of them goes there. */
export function countedGroups(done: readonly Taken[], handed: Handed): Map<string, string> {
  return new Map(
    done
      .flatMap(({ judged }) => judged)
      .flatMap((one) => {
        const { source, findingId, correlation } = one.finding;
        const breachId = one.act === 'count' ? breachOf(one, handed) : null;
        // One that its source does not group is found by its own name.
        const isAlone = correlation === `${source}/${plainId(findingId)}`;
        return breachId === null || isAlone ? [] : [[correlation, breachId] as const];
      }),
  );
}
