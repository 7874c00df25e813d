import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { RECONCILE_QUEUE, WORKFLOWS } from '../workflows/messages.ts';

const SCHEDULE = 'reconcile';

/**
 * Makes the schedule of the reconcile where there is none, with a first turn at once. Of any number of workers one
 * makes it.
 */
export async function createSchedule(client: Client): Promise<'made' | 'known'> {
  try {
    await client.schedule.create({ scheduleId: SCHEDULE, ...wanted(), state: { triggerImmediately: true } });
    return 'made';
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return 'known';
    throw error;
  }
}

/**
 * The same for a worker that starts: what an earlier version made is brought to what this one wants, and a turn begins
 * at once. A schedule that somebody paused stays so.
 */
export async function bringSchedule(client: Client): Promise<void> {
  if ((await createSchedule(client)) === 'made') return;
  const handle = client.schedule.getHandle(SCHEDULE);
  await handle.update(({ state }) => ({ ...wanted(), state }));
  await handle.trigger(ScheduleOverlapPolicy.SKIP);
}

/** A turn that is still under way takes the place of the next. Nothing is made up for: the next turn sees all. */
function wanted() {
  return {
    spec: { intervals: [{ every: '1m' as const }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' as const },
    action: {
      type: 'startWorkflow' as const,
      workflowType: WORKFLOWS.reconcile,
      workflowId: 'reconcile',
      taskQueue: RECONCILE_QUEUE,
      workflowExecutionTimeout: '15m' as const,
      args: [],
    },
  };
}
