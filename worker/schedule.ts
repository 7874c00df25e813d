import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { RECONCILE_QUEUE, WORKFLOWS } from '../workflows/messages.ts';

/** What is done again and again, by the name of its schedule, which is also that of its workflow. */
const SCHEDULES = {
  /** Compares what should run with what runs. */
  reconcile: { every: '1m', atMost: '15m' },
  /** Checks the whole record. */
  verification: { every: '1h', atMost: '6h' },
} as const;
type Name = keyof typeof SCHEDULES;
const NAMES = Object.keys(SCHEDULES) as Name[];

/**
 * Makes the schedules where there are none, with a first turn at once. Of any number of workers one makes each.
 */
export async function createSchedules(client: Client): Promise<void> {
  for (const name of NAMES) await createSchedule(client, name);
}

async function createSchedule(client: Client, name: Name): Promise<'made' | 'known'> {
  try {
    await client.schedule.create({ scheduleId: name, ...wanted(name), state: { triggerImmediately: true } });
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
export async function bringSchedules(client: Client): Promise<void> {
  for (const name of NAMES) {
    if ((await createSchedule(client, name)) === 'made') continue;
    const handle = client.schedule.getHandle(name);
    await handle.update(({ state }) => ({ ...wanted(name), state }));
    await handle.trigger(ScheduleOverlapPolicy.SKIP);
  }
}

/** A turn that is still under way takes the place of the next. Nothing is made up for: the next turn sees all. */
function wanted(name: Name) {
  const { every, atMost } = SCHEDULES[name];
  return {
    spec: { intervals: [{ every }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' as const },
    action: {
      type: 'startWorkflow' as const,
      workflowType: WORKFLOWS[name],
      workflowId: name,
      taskQueue: RECONCILE_QUEUE,
      workflowExecutionTimeout: atMost,
      args: [],
    },
  };
}
