import { condition } from '@temporalio/workflow';
import { type Instant, toInstant, toMs } from '../domain/time.ts';

/** Now, in workflow time: the same at every replay. */
export function now(): Instant {
  return toInstant(Date.now());
}

/**
 * Waits until `instant`, or until `interrupted` holds; true when the instant was reached. An instant already past is
 * reached now, without a timer (`condition(fn, 0)` would wait for ever).
 */
export async function reach(instant: Instant, interrupted: () => boolean): Promise<boolean> {
  const left = toMs(instant) - Date.now();
  if (left <= 0) return true;
  return !(await condition(interrupted, left)) && !interrupted();
}
