import { setTimeout as delay } from 'node:timers/promises';
import { TocsinError } from '../../domain/errors.ts';

const EVERY_MS = 200;

export type Patience = { waitMs: number; signal?: AbortSignal };

/**
 * Asks until the answer is there, for at most `waitMs` milliseconds. Throws `unavailable` that says what never came,
 * and the signal's own reason when it is told to stop.
 */
export async function poll<T>(ask: () => Promise<T | null>, patience: Patience, what: string): Promise<T> {
  const { waitMs, signal } = patience;
  const tries = Math.ceil(waitMs / EVERY_MS);
  for (let i = 0; i <= tries; i += 1) {
    const answer = await ask();
    if (answer !== null) return answer;
    await delay(EVERY_MS, undefined, { signal });
  }
  throw new TocsinError(
    'unavailable',
    `Waited ${Math.round(waitMs / 1_000)} s for ${what}, in vain. Is the worker running?`,
  );
}
