import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime, Worker } from '@temporalio/worker';
import type {
  CampaignActivities,
  NoticeActivities,
  RecordActivities,
  WarningActivities,
} from '../../activities/types.ts';
import { serverPath } from '../../cli/embedded/servers.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { QUEUES } from '../../workflows/messages.ts';

export type AllActivities = RecordActivities & NoticeActivities & WarningActivities & CampaignActivities;

/** A Temporal whose clock jumps over waiting, with workers on all queues. One per test file: its clock is global. */
export type TimeSkipping = {
  env: TestWorkflowEnvironment;
  /** From now on, `breachId`'s activities are these. */
  route(breachId: string, activities: Partial<AllActivities>): void;
  stop(): Promise<void>;
};

export async function startTimeSkipping(): Promise<TimeSkipping> {
  const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF' } } });
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: serverPath('temporal-test-server') } },
  });
  return startWorkers(env);
}

/** Workers on all queues of a Temporal, whose activities are those of each breach. */
export async function startWorkers(env: TestWorkflowEnvironment): Promise<TimeSkipping> {
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
  const common = { connection: env.nativeConnection, namespace: env.namespace, activities };
  const workflowBundle = await bundleWorkflows();
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: QUEUES.decisions, workflowBundle }),
    Worker.create({ ...common, taskQueue: QUEUES.warnings }),
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
  'warn',
  'warnOfMisuse',
  'deliverNotice',
  'sendCampaignPage',
  'countCampaign',
] as const;
