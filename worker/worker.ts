import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { Activities } from '../activities/registry.ts';
import type { AnchorActivities, ReconcileActivities, VerificationActivities } from '../activities/types.ts';
import { ANCHOR_QUEUE, QUEUES, RECONCILE_QUEUE } from '../workflows/messages.ts';
import { deploymentOptions } from './deployment.ts';
import { nameRequest } from './request-of-activity.ts';

/** Time a worker gets to finish what it has in hand when it is told to stop. */
const GRACE_MS = 10_000;

export type WorkerParts = {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  workflowBundle: WorkflowBundle;
  /** Which version of the workers this is; null or absent where versions play no part. */
  buildId?: string | null;
  activities: Activities;
};

/** The worker that checks on the others' work. It has no version: see {@link RECONCILE_QUEUE}. */
export function createReconcileWorker(
  parts: UnversionedParts & { activities: ReconcileActivities & VerificationActivities },
): Promise<Worker> {
  return createSmallWorker(parts, RECONCILE_QUEUE);
}

/** The worker that takes the journal's head outside. It has no version either. */
export function createAnchorWorker(parts: UnversionedParts & { activities: AnchorActivities }): Promise<Worker> {
  return createSmallWorker(parts, ANCHOR_QUEUE);
}

type UnversionedParts = Omit<WorkerParts, 'buildId' | 'activities'>;

/** Two at once, so that what takes long holds up nothing else of its queue. */
function createSmallWorker(parts: UnversionedParts & { activities: object }, taskQueue: string): Promise<Worker> {
  const small = { workflowThreadPoolSize: 1, maxCachedWorkflows: 2, maxConcurrentActivityTaskExecutions: 2 };
  return Worker.create({ ...parts, ...small, taskQueue, shutdownGraceTime: GRACE_MS });
}

/**
 * One worker per queue: decisions; clocks and deadline warnings, which wait behind nothing else; the ledgers of
 * notices; mass mail, which may take all the time it wants.
 */
export async function createWorkers(parts: WorkerParts): Promise<Worker[]> {
  const { activities, workflowBundle, buildId = null, ...shared } = parts;
  const { appendEvents, makePlan, carryOver, warn, warnOfMisuse, warnOfPause } = activities;
  const { planLedger, workPage, countLedger, deliverNotice, sendCampaignPage, countCampaign } = activities;
  const workerDeploymentOptions = deploymentOptions(buildId);
  const interceptors = { activity: [nameRequest] };
  const common = { ...shared, interceptors, workerDeploymentOptions, shutdownGraceTime: GRACE_MS };
  const ledger = { planLedger, workPage, countLedger };
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: QUEUES.decisions,
      workflowBundle,
      activities: { appendEvents, makePlan, carryOver },
    }),
    // Clocks decide here too: no storm of commands delays what falls due.
    Worker.create({
      ...common,
      taskQueue: QUEUES.warnings,
      workflowBundle,
      activities: { warn, warnOfMisuse, warnOfPause },
    }),
    Worker.create({ ...common, taskQueue: QUEUES.notices, activities: { ...ledger, deliverNotice } }),
    Worker.create({
      ...common,
      taskQueue: QUEUES.mail,
      activities: { ...ledger, sendCampaignPage, countCampaign },
      maxConcurrentActivityTaskExecutions: 16,
    }),
  ]);
}
