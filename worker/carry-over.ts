import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { MINUTE_MS } from '../domain/time.ts';
import { carryOverSignal, WORKFLOWS } from '../workflows/messages.ts';
import { waitUnless } from './wait.ts';

/** Today's breaches name themselves; those of version 0.1 do not. */
const EARLIER = `WorkflowType = '${WORKFLOWS.breach}' AND ExecutionStatus = 'Running' AND TocsinBreach IS NULL`;
const AGAIN_MS = MINUTE_MS;

type Log = { info(data: object, message: string): void; warn(data: object, message: string): void };

/**
 * Asks every open breach that version 0.1 began to go on as one of today. Gives how many there were. Safe to repeat.
 */
export async function carryOverBreaches(client: Client): Promise<number> {
  let asked = 0;
  for await (const { workflowId } of client.workflow.list({ query: EARLIER })) {
    try {
      await client.workflow.getHandle(workflowId).signal(carryOverSignal);
      asked += 1;
    } catch (error) {
      // It has ended since it was listed.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  return asked;
}

/**
 * The same until none is left: while workers are replaced one by one, an old one may get the signal, which means
 * nothing to it. Ends with `signal`.
 */
export async function carryOverAll(client: Client, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const breaches = await carryOverBreaches(client);
      if (breaches === 0) return;
      log.info({ breaches }, 'breaches of an earlier version are asked to go on as those of this one');
    } catch (error) {
      log.warn({ err: error }, 'breaches of an earlier version could not be asked to go on yet');
    }
    await waitUnless(AGAIN_MS, signal);
  }
}
