import type { RunningRule } from '../clock/rule.ts';
import { addresseeOf } from '../policy/addressee.ts';
import type { CompiledObligation } from '../policy/compiled.ts';
import { type Instant, plusMs, toMs } from '../time.ts';
import type { Clock, PlanInput } from './types.ts';

/**
 * The outer limit of what waits for the notice to the people: no later than these are told, or a period after it. As
 * long as nobody recorded that they were, they are told by the deadline of their own duty at the latest.
 */

/** The duties of one law to tell the people, by the id of their regime. */
export type PeopleDuties = ReadonlyMap<string, readonly CompiledObligation[]>;

export function peopleDutiesOf(binding: readonly CompiledObligation[]): PeopleDuties {
  return Map.groupBy(
    binding.filter((obligation) => addresseeOf(obligation) === 'people' && obligation.startsFrom !== 'consumer-notice'),
    ({ regimeId }) => regimeId,
  );
}

/** When the people were told, by what was filed for their duty; null while nothing was. */
export function toldAt(duties: readonly CompiledObligation[], { filings }: Pick<PlanInput, 'filings'>): Instant | null {
  const [first] = duties.flatMap(({ id }) => filings[id] ?? []).toSorted((a, b) => toMs(a) - toMs(b));
  return first ?? null;
}

/** The duty to tell the people that is due first, with its clock; null where none of their clocks runs. */
export function dueFirst(
  duties: readonly CompiledObligation[],
  clockOf: (obligation: CompiledObligation) => Clock | null,
): { duty: CompiledObligation; clock: Clock } | null {
  const running = duties.flatMap((duty) => {
    const clock = clockOf(duty);
    return clock === null ? [] : [{ duty, clock }];
  });
  return running.toSorted((a, b) => toMs(a.clock.due) - toMs(b.clock.due))[0] ?? null;
}

/** Ways of counting by whole days, from the day of the start. */
const BY_DAY: readonly RunningRule['kind'][] = ['calendar-days', 'business-days', 'eu-days', 'eu-months', 'year-end'];

/** A period that ends with a day ends at midnight: what is counted in days from it is counted from that day. */
export function countedFrom(rule: RunningRule, end: Instant): Instant {
  const { kind } = rule.kind === 'minimum' ? rule.own : rule;
  return BY_DAY.includes(kind) ? plusMs(end, -1) : end;
}

/**
 * A clock that is counted from the deadline of the people's duty. It has run since theirs has, so that its alarms come
 * before that day; what hangs on a target of our own is no number of the law.
 * @param early the own rule counted from the earliest end of the people's period, `late` from the latest
 */
export function limitedBy({ article, clock }: { article: string; clock: Clock }, early: Clock, late: Clock): Clock {
  const isLaw = clock.basis === 'law' && early.basis === 'law';
  return {
    ...early,
    start: clock.start,
    latest: isLaw ? late.latest : null,
    basis: isLaw ? 'law' : 'policy',
    steps: [
      'The notice to the people is not recorded. They are told by the deadline of their own duty at the latest ' +
        `(${article}), so this is counted from there.`,
      ...clock.steps,
      ...early.steps,
    ],
  };
}
