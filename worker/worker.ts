import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type NativeConnection,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { CampaignActivities, NoticeActivities, RecordActivities, WarningActivities } from '../activities/types.ts';
import { FAILURE_CONVERTER_PATH } from '../config/codec.ts';
import { QUEUES } from '../workflows/messages.ts';

/** Time a worker gets to finish what it has in hand when it is told to stop. */
const GRACE_MS = 10_000;

export type WorkerParts = {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  activities: RecordActivities & NoticeActivities & WarningActivities & CampaignActivities;
};

/** The workflows as one script: built once per process, or once per release in production. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    // A prebuilt bundle takes its converter from here, not from the worker: error texts must be sealed too.
    failureConverterPath: FAILURE_CONVERTER_PATH,
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: resolveTypeScript,
  });
}

type Config = Parameters<NonNullable<Parameters<typeof bundleWorkflowCode>[0]['webpackConfigHook']>>[0];

/** Imports name their `.ts` file here; the bundler's defaults look for compiled names. */
function resolveTypeScript(config: Config): Config {
  return { ...config, resolve: { ...config.resolve, extensions: ['.ts', '.js', '.mjs', '.json'] } };
}

/**
 * One worker per queue: decisions and workflows; deadline warnings and notices, which wait behind nothing else; mass
 * mail, which may take all the time it wants.
 */
export async function createWorkers(parts: WorkerParts): Promise<Worker[]> {
  const { activities, ...shared } = parts;
  const { appendEvents, makePlan, deliverNotice, warn, warnOfMisuse, sendCampaignPage, countCampaign } = activities;
  const common = { ...shared, shutdownGraceTime: GRACE_MS };
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: QUEUES.decisions,
      workflowBundle: await bundleWorkflows(),
      activities: { appendEvents, makePlan },
    }),
    Worker.create({ ...common, taskQueue: QUEUES.warnings, activities: { warn, warnOfMisuse } }),
    Worker.create({ ...common, taskQueue: QUEUES.notices, activities: { deliverNotice } }),
    Worker.create({
      ...common,
      taskQueue: QUEUES.mail,
      activities: { sendCampaignPage, countCampaign },
      maxConcurrentActivityTaskExecutions: 4,
    }),
  ]);
}
