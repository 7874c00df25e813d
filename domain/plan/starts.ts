import type { ClockStart, StartEvent } from '../clock/start.ts';
import type { Instant } from '../time.ts';
import type { Supplement } from './targets.ts';
import type { Plan, PlanInput } from './types.ts';

/** From where a clock runs: the instants on record, as nodes of the graph that chained duties form. */

/**
 * Events of which awareness is the safe stand-in while they are not recorded. It is no later than a determination, and
 * as good as a discovery or detection nobody wrote down; for all other events the clock waits.
 */
const AWARENESS_STANDS_IN: readonly StartEvent[] = [
  'suspicion',
  'detection',
  'discovery',
  'determination',
  'occurrence',
];

/** `from` says in words what the clock runs from, or waits for while `at` is null. */
export type Start = { at: Instant | null; from: string };

/** The start of a clock that is counted from the filing of another obligation, in words. */
export function filingOf(obligation: string): string {
  return `filing of ${obligation}`;
}

/** The same where the latest version of the filing counts; until there is a first one, the clock waits for that. */
export function latestFilingOf(obligation: string): string {
  return `latest ${filingOf(obligation)}`;
}

const DEADLINE = 'deadline of ';

/** The start of what waits for the notice to the people, while nobody recorded that: their own duty's deadline. */
export function deadlineOf(obligation: string): string {
  return `${DEADLINE}${obligation} (no consumer-notice is recorded)`;
}

/** Whether these words are those of a deadline, which is no event that anybody recorded. */
export function isDeadline(from: string | null): boolean {
  return from?.startsWith(DEADLINE) ?? false;
}

/** Whether a clock of the plan runs from, or waits for, what these words say. */
export function isCountedFrom(plan: Plan | null, from: string): boolean {
  return plan?.obligations.some((obligation) => obligation.startsFrom === from) ?? false;
}

/**
 * Whether a duty that binds is counted from the filing of another, and covers what was left to be sent at an instant:
 * it is open, or was handed in since. A duty towards another receiver covers nothing of it, by the rules of today.
 * @param handedIn when something was last handed in for a duty, by its id
 */
export function isFollowed(
  plan: Pick<Plan, 'obligations' | 'targetRules'> | null,
  { of, since }: Supplement,
  handedIn: Readonly<Record<string, Instant>>,
): boolean {
  const froms = [filingOf(of), latestFilingOf(of)];
  const before = (plan?.targetRules ?? 1) > 3 ? plan?.obligations.find(({ id }) => id === of) : undefined;
  const follows = ({ id, startsFrom, recipient }: Plan['obligations'][number]) =>
    startsFrom !== null &&
    froms.includes(startsFrom) &&
    (before === undefined || recipient === before.recipient) &&
    (handedIn[id] ?? since) >= since;
  return plan?.obligations.some(follows) ?? false;
}

type Known = Pick<PlanInput, 'awareness' | 'filings' | 'updates' | 'facts'>;

export function startOf(startsFrom: ClockStart, input: Known): Start {
  if (typeof startsFrom === 'object') {
    const { filed, version } = startsFrom;
    const first = input.filings[filed] ?? null;
    if (version === 'first' || first === null) return { at: first, from: filingOf(filed) };
    return { at: input.updates[filed] ?? first, from: latestFilingOf(filed) };
  }
  if (startsFrom === 'awareness') return { at: input.awareness, from: 'awareness' };
  const at = input.facts.events[startsFrom] ?? null;
  if (at !== null || !AWARENESS_STANDS_IN.includes(startsFrom)) return { at, from: startsFrom };
  return input.awareness === null
    ? { at: null, from: 'awareness' }
    : { at: input.awareness, from: `awareness (no ${startsFrom} is recorded)` };
}
