import { computeClock, otherStartOf } from '../clock/compute.ts';
import type { ClockOptions } from '../clock/reading.ts';
import type { RunningRule } from '../clock/rule.ts';
import type { CompiledObligation, CompiledPolicy } from '../policy/compiled.ts';
import type { Reach } from './reach.ts';
import { startOf } from './starts.ts';
import type { Clock, PlanInput } from './types.ts';

/** The clock of one obligation, and what it runs from or waits for; `startsFrom` is null for a duty without a clock. */
export function clockOf(
  policy: CompiledPolicy,
  { clock: rule, startsFrom }: CompiledObligation,
  reach: Reach,
  input: PlanInput,
): { clock: Clock | null; startsFrom: string | null } {
  if (rule.kind === 'no-clock') return { clock: null, startsFrom: null };
  const own = startOf(startsFrom, input);
  const options = optionsOf(policy, rule, reach, input);
  if (own.at !== null) return { clock: computeClock(rule, own.at, input.scale, options), startsFrom: own.from };
  const second = secondOf(rule);
  const start = second === null ? null : startOf(second.startsFrom, input);
  // Until the regime's own start is recorded, the second clock of a minimum is the limit.
  if (second === null || start === null || start.at === null) return { clock: null, startsFrom: own.from };
  const clock = computeClock(second.rule, start.at, input.scale, options);
  const step = `The clock from the ${own.from} would count too; that is not recorded.`;
  return { clock: { ...clock, steps: [...clock.steps, step] }, startsFrom: start.from };
}

function secondOf(rule: RunningRule) {
  const minimum = rule.kind === 'weekend-relief' ? rule.of : rule;
  // A clock that only makes the alarm earlier is no limit of its own.
  return minimum.kind === 'minimum' && minimum.bounds === 'both' ? minimum.other : null;
}

function optionsOf(policy: CompiledPolicy, rule: RunningRule, { profile }: Reach, input: PlanInput): ClockOptions {
  const other = otherStartOf(rule);
  return {
    homeZone: policy.organisation.zone,
    entityKinds: profile,
    other: other === null ? null : startOf(other, input).at,
    setTo: rule.kind === 'set-elsewhere' ? (input.facts.endsSet[rule.by] ?? null) : null,
  };
}
