import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 50;

/**
 * Polls, on the wall's clock, where no event tells the test.
 * @throws Error with `what` once it has waited for `waitMs`
 */
export async function until(holds: () => unknown, what = 'it to happen', waitMs = 180_000): Promise<void> {
  for (let tries = waitMs / PAUSE_MS; tries > 0; tries -= 1) {
    if (await holds()) return;
    await delay(PAUSE_MS);
  }
  throw new Error(`Waited ${waitMs / 1_000} s for ${what}, in vain.`);
}
