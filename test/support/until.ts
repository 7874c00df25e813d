import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 50;

/**
 * Polls, on the wall's clock, where no event tells the test.
 * @param pauseMs longer where asking keeps the machine from what is waited for, as loading a page does
 * @throws Error with `what` once it has waited for `waitMs`
 */
export async function until(
  holds: () => unknown,
  what = 'it to happen',
  waitMs = 180_000,
  pauseMs = PAUSE_MS,
): Promise<void> {
  for (let tries = waitMs / pauseMs; tries > 0; tries -= 1) {
    if (await holds()) return;
    await delay(pauseMs);
  }
  throw new Error(`Waited ${waitMs / 1_000} s for ${what}, in vain.`);
}
