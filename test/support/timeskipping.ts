import { setTimeout as delay } from 'node:timers/promises';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker } from '@temporalio/worker';
import type { CommunicationActivities, RecordActivities, WarningActivities } from '../../activities/types.ts';
import { SECOND_MS } from '../../domain/time.ts';
import { serverPath } from '../../local/servers.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { QUEUES } from '../../workflows/messages.ts';

export type AllActivities = RecordActivities & WarningActivities & CommunicationActivities;

/** A Temporal whose clock jumps over waiting, with workers on all queues. One per test file: its clock is global. */
export type TimeSkipping = {
  env: TestWorkflowEnvironment;
  /** From now on, `breachId`'s activities are these. */
  route(breachId: string, activities: Partial<AllActivities>): void;
  stop(): Promise<void>;
};

export async function startTimeSkipping(bundle = bundleWorkflows): Promise<TimeSkipping> {
  Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF' } } });
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: serverPath('temporal-test-server') } },
  });
  return startWorkers(env, bundle);
}

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Workers on all queues of a Temporal, whose activities are those of each breach. */
export async function startWorkers(
  env: TestWorkflowEnvironment,
  bundle = bundleWorkflows,
  dataConverter: DataConverter = {},
): Promise<TimeSkipping> {
  // The server knows no search attribute of its own accord, and refuses workflow tasks that set one.
  await registerSearchAttributes(env.nativeConnection, env.namespace ?? 'default', silent);
  const routes = new Map<string, Partial<AllActivities>>();
  const activities = Object.fromEntries(
    ACTIVITIES.map((name) => [
      name,
      (request: { breachId: string }) => {
        const run = routes.get(request.breachId)?.[name] as ((request: unknown) => Promise<unknown>) | undefined;
        if (run === undefined) throw new Error(`No ${name} for ${request.breachId}.`);
        return run(request);
      },
    ]),
  );
  const common = { connection: env.nativeConnection, namespace: env.namespace, activities, dataConverter };
  const workflowBundle = await bundle();
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: QUEUES.decisions, workflowBundle }),
    Worker.create({ ...common, taskQueue: QUEUES.warnings, workflowBundle }),
    Worker.create({ ...common, taskQueue: QUEUES.notices }),
    Worker.create({ ...common, taskQueue: QUEUES.mail }),
  ]);
  const runs = workers.map((worker) => worker.run());
  return {
    env,
    route: (breachId, own) => void routes.set(breachId, own),
    async stop() {
      for (const worker of workers) worker.shutdown();
      await Promise.all(runs);
      await env.teardown();
    },
  };
}

const ACTIVITIES = [
  'appendEvents',
  'makePlan',
  'carryOver',
  'warn',
  'warnOfMisuse',
  'warnOfPause',
  'planLedger',
  'workPage',
  'countLedger',
] as const;

/** Far longer than a workflow task or an activity of these tests takes, for which the server holds its clock. */
const HELD_MS = 8 * SECOND_MS;

/**
 * Lets the clock skip `ms`. Now and then the test server holds it for something that has ended meanwhile, as when a
 * workflow and its children complete together, and would wait on the wall's clock from then on: such a hold is taken
 * back.
 */
export async function skip(env: TestWorkflowEnvironment, ms: number): Promise<void> {
  const slept = env.sleep(ms).then(() => true);
  for (;;) {
    const before = await env.currentTimeMs();
    if (await Promise.race([slept, delay(HELD_MS, false, { ref: false })])) return;
    if ((await env.currentTimeMs()) - before < 2 * HELD_MS) await env.connection.testService?.unlockTimeSkipping({});
  }
}
