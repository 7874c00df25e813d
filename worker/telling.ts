import { createDeadLetterTelling } from '../activities/telling/dead-letters.ts';
import { createFailingPullTelling } from '../activities/telling/failing-pulls.ts';
import { tellAll } from '../activities/telling/tell.ts';
import { createWayTesting } from '../activities/telling/way-tests.ts';
import type { Log } from '../config/logger.ts';
import { SECOND_MS } from '../domain/time.ts';
import { waitUnless } from './wait.ts';

type Deps = Parameters<typeof createDeadLetterTelling>[0] & { log: Pick<Log, 'warn'> };

const AGAIN_MS = SECOND_MS;

/** Tells people what stands in line for them, again and again. Ends with `signal`. */
export async function keepTelling(deps: Deps, signal: AbortSignal): Promise<void> {
  const tellOfDeadLetters = createDeadLetterTelling(deps);
  const tellOfFailingPulls = createFailingPullTelling(deps);
  const testWays = createWayTesting(deps);
  while (!signal.aborted) {
    try {
      await testWays();
      await tellAll(deps);
      await tellOfDeadLetters();
      await tellOfFailingPulls();
    } catch (error) {
      deps.log.warn({ error }, 'mails to our own people wait: the database does not answer');
    }
    await waitUnless(AGAIN_MS, signal);
  }
}
