import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../time.ts';

/** How it goes with a source that sends nothing by itself, and is asked. */

/**
 * Why a source could not be asked. `refused`: it does not take the key or the permission. `limited`: it is asked too
 * often. `away`: no answer in time, or one that says so. `unexpected`: an answer that cannot be read. `full`: as many
 * alerts wait here as may.
 */
export const PULL_FAILURES = ['refused', 'limited', 'away', 'unexpected', 'full'] as const;
export type PullFailureCode = (typeof PULL_FAILURES)[number];

export type PullStatus = {
  /** When it was last asked, whatever came of it; null before the first time. */
  askedAt: Instant | null;
  /** When it last answered all that it was asked, and how many alerts came of that. */
  succeededAt: Instant | null;
  taken: number;
  failure: {
    code: PullFailureCode;
    /** What it answered, by HTTP; null where there was no answer. */
    status: number | null;
    since: Instant;
    /** How often in a row. */
    times: number;
  } | null;
};

/** As everybody is shown it. `nextAt`: when it is asked next; null where that is as soon as may be. */
export type PullView = PullStatus & { nextAt: Instant | null };

export const NEVER_ASKED: PullStatus = { askedAt: null, succeededAt: null, taken: 0, failure: null };

/** Waits after the first and every later failure in a row; the last one is that of all that follow. */
const WAITS_MS: readonly number[] = [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS];

/** It answered: when it is asked next is `everyMs` later. */
export function answered(at: Instant, taken: number, everyMs: number): { status: PullStatus; nextAt: Instant } {
  return { status: { askedAt: at, succeededAt: at, taken, failure: null }, nextAt: plusMs(at, everyMs) };
}

/** It could not be asked: it is again before long, and never sooner than it said. */
export function failed(
  before: PullStatus,
  at: Instant,
  { code, status, waitMs }: { code: PullFailureCode; status: number | null; waitMs: number },
): { status: PullStatus; nextAt: Instant } {
  const { since = at, times: earlier = 0 } = before.failure ?? {};
  const times = earlier + 1;
  const wait = Math.max(WAITS_MS[Math.min(times, WAITS_MS.length) - 1] ?? HOUR_MS, waitMs);
  return {
    status: { ...before, askedAt: at, failure: { code, status, since, times } },
    nextAt: plusMs(at, wait),
  };
}
