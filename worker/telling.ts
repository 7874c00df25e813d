import { tellOwn } from '../activities/telling.ts';
import type { Log } from '../config/logger.ts';
import { SECOND_MS } from '../domain/time.ts';
import { waitUnless } from './wait.ts';

const AGAIN_MS = 5 * SECOND_MS;

/** Tells our own people what stands in line for them, again and again. Ends with `signal`. */
export async function keepTelling(
  deps: Parameters<typeof tellOwn>[0] & { log: Pick<Log, 'warn'> },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await tellOwn(deps);
    } catch (error) {
      deps.log.warn({ error }, 'mails about tasks and about closed breaches wait');
    }
    await waitUnless(AGAIN_MS, signal);
  }
}
