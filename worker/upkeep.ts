import type { Client, OperatorService } from '@temporalio/client';
import type { Log } from '../config/logger.ts';
import { SECOND_MS } from '../domain/time.ts';
import { bringSchedules, createSchedules } from './schedule.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { waitUnless } from './wait.ts';

const AGAIN_MS = 20 * SECOND_MS;
const SILENT = { warn: () => undefined };

type Parts = { client: Client; operatorService: OperatorService; namespace: string; log: Pick<Log, 'warn'> };

/**
 * Keeps Temporal knowing what Tocsin needs of it beside workflows: the search attributes, and the schedules by which it
 * checks itself. Its database may be lost or replaced under a running worker, and nothing would come back without them.
 * Ends with `signal`.
 */
export async function keepUp({ client, operatorService, namespace, log }: Parts, signal: AbortSignal): Promise<void> {
  let isBrought = false;
  while (!signal.aborted) {
    try {
      if (isBrought) {
        // Whether it may be checked at all was said at the start.
        await registerSearchAttributes({ operatorService }, namespace, SILENT);
        await client.withAbortSignal(signal, () => createSchedules(client));
      } else await client.withAbortSignal(signal, () => bringSchedules(client));
      isBrought = true;
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ error }, 'the schedules by which clocks are checked and the record is anchored could not be made yet');
    }
    await waitUnless(AGAIN_MS, signal);
  }
}
