import { computeClock, otherStartOf } from '../clock/compute.ts';
import type { ClockOptions } from '../clock/reading.ts';
import type { RunningRule } from '../clock/rule.ts';
import type { ClockStart } from '../clock/start.ts';
import type { CompiledObligation, CompiledPolicy } from '../policy/compiled.ts';
import type { LadderRung } from '../policy/schema.ts';
import type { Instant } from '../time.ts';
import { countedFrom, dueFirst, limitedBy, type PeopleDuties, toldAt } from './consumer-notice.ts';
import { memoize } from './memoize.ts';
import type { Reach } from './reach.ts';
import { rungsOf } from './rungs.ts';
import { deadlineOf, type Start, startOf } from './starts.ts';
import type { Clock, PlanInput, PlannedObligation } from './types.ts';

/** How one obligation runs: its clock and ladder, and what the clock runs from or waits for. */
type Run = Pick<PlannedObligation, 'startsFrom' | 'clock' | 'rungs'>;

type Span = Pick<Clock, 'start' | 'due'>;

/** What an obligation shows that has no clock or does not bind. */
export const NOT_RUNNING: Run = { startsFrom: null, clock: null, rungs: [] };

/**
 * The clocks of one plan. Duties that are counted alike from one start share one clock, and those that also have the
 * same ladder its rungs, as objects: a plan is data that nobody changes.
 * @param people the duties to tell the people that bind, which limit what waits for the notice to them
 */
export function clocksOf(
  policy: CompiledPolicy,
  reach: Reach,
  input: PlanInput,
  people: PeopleDuties,
): (of: CompiledObligation) => Run {
  const clockFrom = memoize((start: Instant, rule: RunningRule) =>
    computeClock(rule, start, input.scale, optionsOf(policy, rule, reach, input)),
  );
  const spanOf = memoize((start: Instant, due: Instant) => ({ start, due }));
  const rungsOver = memoize((ladder: readonly LadderRung[], span: Span) => rungsOf(ladder, span, input.scale));
  const runOn = (startsFrom: string, clock: Clock, ladder: readonly LadderRung[]): Run => {
    return { startsFrom, clock, rungs: rungsOver(ladder, spanOf(clock.start, clock.due)) };
  };
  const runOf = ({ clock: rule, startsFrom, ladder, regimeId }: CompiledObligation): Run => {
    if (rule.kind === 'no-clock') return NOT_RUNNING;
    if (startsFrom === 'consumer-notice' && !input.facts.events[startsFrom]) {
      const limited = untilPeopleAreTold(people.get(regimeId) ?? [], rule, ladder);
      if (limited !== null) return limited;
    }
    const own = isOwnPace(rule) ? movedOn(startsFrom, startOf(startsFrom, input), input) : startOf(startsFrom, input);
    if (own.at !== null) return runOn(own.from, clockFrom(own.at, rule), ladder);
    const second = secondOf(rule);
    const start = second === null ? null : startOf(second.startsFrom, input);
    // Until the regime's own start is recorded, the second clock of a minimum is the limit.
    if (second === null || start === null || start.at === null) return { ...NOT_RUNNING, startsFrom: own.from };
    const clock = computeClock(second.rule, start.at, input.scale, optionsOf(policy, rule, reach, input));
    const step = `The clock from the ${own.from} would count too; that is not recorded.`;
    return runOn(start.from, { ...clock, steps: [...clock.steps, step] }, ladder);
  };
  const untilPeopleAreTold = (
    duties: readonly CompiledObligation[],
    rule: RunningRule,
    ladder: readonly LadderRung[],
  ): Run | null => {
    const told = toldAt(duties, input);
    if (told !== null) return runOn('consumer-notice', clockFrom(told, rule), ladder);
    const first = dueFirst(duties, (duty) => runOf(duty).clock);
    if (first === null) return null;
    const { duty, clock } = first;
    const from = (end: Instant) => clockFrom(countedFrom(rule, end), rule);
    const limited = limitedBy({ article: duty.article, clock }, from(clock.due), from(clock.latest ?? clock.due));
    return runOn(deadlineOf(duty.id), limited, ladder);
  };
  return runOf;
}

/** Whether the law names no number, so that the organisation's own counts. */
function isOwnPace({ kind }: RunningRule): boolean {
  return kind === 'soft-target';
}

/** What is owed only because the record moved past a filing that was whole is owed from then. */
function movedOn(startsFrom: ClockStart, start: Start, { movedSince = {}, facts }: PlanInput): Start {
  const moved = typeof startsFrom === 'object' && !facts.informationMissing ? movedSince[startsFrom.filed] : undefined;
  return moved !== undefined && start.at !== null && moved > start.at ? { ...start, at: moved } : start;
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
