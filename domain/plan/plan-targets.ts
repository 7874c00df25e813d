import { atPace } from '../clock/compute.ts';
import { count, showInstant } from '../clock/words.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import { afterQuiet } from '../policy/rota.ts';
import { isAfterDue } from '../policy/schema.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import { rungsOf } from './rungs.ts';
import {
  type Handling,
  ORGANISATION,
  runsOf,
  supplementOf,
  TARGET_NAMES,
  TARGET_RULES,
  TARGETS,
  type TargetName,
} from './targets.ts';
import type { Clock, Plan, PlannedObligation, Rung } from './types.ts';

/**
 * The targets that are not met, with their clocks and ladders, and the names of all that were looked at. A supplement
 * that is owed names the duty of its filing and whom that tells, since several may be owed at once.
 */
export function planTargets(
  { targets, organisation }: Pick<CompiledPolicy, 'targets' | 'organisation'>,
  handling: Handling,
  scale: number,
  obligations: readonly PlannedObligation[] = [],
): Required<Pick<Plan, 'targets' | 'targetNames' | 'targetRules'>> {
  // An exercise is played by day.
  const later = (rung: Rung, { due }: Clock): Rung[] => {
    if (scale !== 1 || rung.to.includes('on-duty')) return [rung];
    const at = afterQuiet(organisation.quietHours, organisation.zone, rung.at);
    // What would say how much time is left is of no use once none is.
    return at >= due && !isAfterDue(rung.name) ? [] : [{ ...rung, at }];
  };
  const open = runsOf(handling, TARGET_NAMES, TARGET_RULES).filter(({ span }) => span.metAt === null);
  return {
    targets: open.map(({ id, target, span }): PlannedObligation => {
      const { title, because, startsFrom } = TARGETS[target];
      const { hours, ladder } = targets[target];
      const clock = clockOf(target, hours, span.start, scale);
      const filing = obligations.find((duty) => duty.id === supplementOf(id));
      const { article, recipient } = filing ?? { article: 'Own target', recipient: ORGANISATION };
      return {
        ...{ id, regime: ORGANISATION, article, title, role: 'controller', recipient },
        ...{ stage: 'initial', citation: '', confidence: 'known', applies: 'binds', because, lateNeedsReasons: false },
        ...{ startsFrom, clock, rungs: rungsOf(ladder, clock, scale).flatMap((rung) => later(rung, clock)) },
      };
    }),
    targetNames: TARGET_NAMES,
    targetRules: TARGET_RULES,
  };
}

function clockOf(target: TargetName, hours: number, start: Instant, scale: number): Clock {
  const end = plusMs(start, hours * HOUR_MS);
  const due = atPace(start, end, scale);
  const steps = [
    `Starts at ${showInstant(start)}.`,
    `The organisation's own target '${target}' is ${count(hours, 'hour')}: ${showInstant(end)}.`,
    ...(scale === 1 ? [] : [`Exercise: time runs ${scale} times faster, which gives due ${showInstant(due)}.`]),
  ];
  return { start, due, latest: null, rule: `target-${target}`, basis: 'policy', steps };
}
