import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { ANCHOR_QUEUE, RECONCILE_QUEUE, WORKFLOWS } from '../workflows/messages.ts';

/**
 * What is done again and again, each by a workflow of the schedule's own name. `within`: what one turn may take.
 */
const SCHEDULES = [
  /** Compares what should run with what runs. */
  { name: WORKFLOWS.reconcile, every: '1m', within: '15m', taskQueue: RECONCILE_QUEUE },
  /** Checks the whole record. */
  { name: WORKFLOWS.verification, every: '1h', within: '6h', taskQueue: RECONCILE_QUEUE },
  /** Takes the journal's head outside. */
  { name: WORKFLOWS.anchor, every: '1h', within: '55m', taskQueue: ANCHOR_QUEUE },
] as const;

/** Makes the schedules that are not there, with a first turn at once. Of any number of workers one makes each. */
export async function createSchedules(client: Client): Promise<void> {
  for (const schedule of SCHEDULES) await createSchedule(client, schedule);
}

/**
 * The same for a worker that starts: what an earlier version made is brought to what this one wants, and a turn begins
 * at once. A schedule that somebody paused stays so.
 */
export async function bringSchedules(client: Client): Promise<void> {
  for (const schedule of SCHEDULES) {
    if ((await createSchedule(client, schedule)) === 'made') continue;
    const handle = client.schedule.getHandle(schedule.name);
    await handle.update(({ state }) => ({ ...wanted(schedule), state }));
    await handle.trigger(ScheduleOverlapPolicy.SKIP);
  }
}

/** Has the journal anchored now, or once the turn that is under way has ended. */
export async function anchorSoon(client: Client): Promise<void> {
  await client.schedule.getHandle(WORKFLOWS.anchor).trigger(ScheduleOverlapPolicy.BUFFER_ONE);
}

type Schedule = (typeof SCHEDULES)[number];

async function createSchedule(client: Client, schedule: Schedule): Promise<'made' | 'known'> {
  const state = { triggerImmediately: true };
  try {
    await client.schedule.create({ scheduleId: schedule.name, ...wanted(schedule), state });
    return 'made';
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return 'known';
    throw error;
  }
}

/** A turn that is still under way takes the place of the next. Nothing is made up for: the next turn sees all. */
function wanted({ name, every, within, taskQueue }: Schedule) {
  return {
    spec: { intervals: [{ every }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: every },
    action: {
      type: 'startWorkflow' as const,
      workflowType: name,
      workflowId: name,
      taskQueue,
      workflowExecutionTimeout: within,
      args: [],
    },
  };
}
