import { setTimeout as rest } from 'node:timers/promises';
import { SECOND_MS } from '../domain/time.ts';

/** Rows that a page holds, while the database may be away: what became of them is known here alone. */

const PAUSE_MS = SECOND_MS;
/** More than the lock of a page lasts. */
const MOST_TRIES = 300;

/**
 * Tries again, every second, while `isOurs`: a result that is not recorded before the lock runs out counts as
 * uncertain.
 *
 * @throws whatever the last try threw
 */
export async function insist<Result>(work: () => Promise<Result>, isOurs: () => boolean): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isOurs() || tries >= MOST_TRIES) throw error;
    }
    await rest(PAUSE_MS);
  }
}

/** Does what comes before the first letter. If that fails, the rows go back: nothing of them has left. */
export async function beforeSending<Result>(
  work: () => Promise<Result>,
  giveBack: () => Promise<void>,
  isOurs: () => boolean,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await insist(giveBack, isOurs);
    throw error;
  }
}
