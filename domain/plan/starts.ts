import type { ClockStart, StartEvent } from '../clock/start.ts';
import type { Instant } from '../time.ts';
import type { PlanInput } from './types.ts';

/** From where a clock runs: the instants on record, as nodes of the graph that chained duties form. */

/**
 * Events of which awareness is the safe stand-in while they are not recorded. It is no later than a determination, and as
 * good as a discovery or detection nobody wrote down; for all other events the clock waits.
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

export function startOf(startsFrom: ClockStart, input: Pick<PlanInput, 'awareness' | 'filings' | 'facts'>): Start {
  if (typeof startsFrom === 'object') {
    return { at: input.filings[startsFrom.filed] ?? null, from: filingOf(startsFrom.filed) };
  }
  if (startsFrom === 'awareness') return { at: input.awareness, from: 'awareness' };
  const at = input.facts.events[startsFrom] ?? null;
  if (at !== null || !AWARENESS_STANDS_IN.includes(startsFrom)) return { at, from: startsFrom };
  return input.awareness === null
    ? { at: null, from: 'awareness' }
    : { at: input.awareness, from: `awareness (no ${startsFrom} is recorded)` };
}
