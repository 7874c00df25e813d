import { setTimeout as delay } from 'node:timers/promises';
import { TocsinError } from '../../domain/errors.ts';

/** The first pause, the longest, and by how much each is longer than the one before: who waits long asks less often. */
const FIRST_MS = 200;
const LONGEST_MS = 1_000;
const LONGER = 1.2;

export type Patience = { waitMs: number; signal?: AbortSignal };

/**
 * Asks until the answer is there, for at most `waitMs` milliseconds. Throws `unavailable` that says what never came,
 * and the signal's own reason when it is told to stop.
 */
export async function poll<T>(ask: () => Promise<T | null>, patience: Patience, what: string): Promise<T> {
  const { waitMs, signal } = patience;
  let waited = 0;
  for (let pause = FIRST_MS; ; pause = Math.min(pause * LONGER, LONGEST_MS)) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (waited >= waitMs) break;
    const wait = Math.min(pause, waitMs - waited);
    await delay(wait, undefined, { signal });
    waited += wait;
  }
  throw new TocsinError(
    'unavailable',
    `Waited ${Math.round(waitMs / 1_000)} s for ${what}, in vain. Is the worker running?`,
  );
}
