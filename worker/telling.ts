import type { TellingDeps } from '../activities/telling/letter.ts';
import { tellAll } from '../activities/telling/tell.ts';
import type { Log } from '../config/logger.ts';
import { SECOND_MS } from '../domain/time.ts';
import { waitUnless } from './wait.ts';

const AGAIN_MS = SECOND_MS;

/** Tells people what stands in line for them, again and again. Ends with `signal`. */
export async function keepTelling(deps: TellingDeps & { log: Pick<Log, 'warn'> }, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await tellAll(deps);
    } catch (error) {
      deps.log.warn({ error }, 'mails about tasks, reports and closed breaches wait: the database does not answer');
    }
    await waitUnless(AGAIN_MS, signal);
  }
}
