import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowService } from '@temporalio/client';
import type { WorkerDeploymentOptions } from '@temporalio/worker';
import { TocsinError } from '../domain/errors.ts';
import type { Instant } from '../domain/time.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '../domain/time.ts';
import { QUEUES } from '../workflows/messages.ts';

/** All workers of Tocsin, of whatever build, as Temporal names them. */
export const DEPLOYMENT = 'tocsin';

/**
 * How a worker takes part in versioning. A breach lives for months, so it goes on with each new version, and changes of
 * its commands are carried by `patched()`. Undefined without a build id: such workers take whatever no version claims.
 */
export function deploymentOptions(buildId: string | null): WorkerDeploymentOptions | undefined {
  if (buildId === null) return undefined;
  const version = { deploymentName: DEPLOYMENT, buildId };
  return { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' };
}

export type Server = { workflowService: WorkflowService; namespace: string };

/** The build whose workers get the work; null where those without a build do. */
export async function currentBuild(server: Server): Promise<string | null> {
  return (await readDeployment(server)).current;
}

/** Whether a worker of this build polls any queue at `nowMs` (milliseconds since the epoch). */
export async function hasWorkers(server: Server, buildId: string, nowMs: number): Promise<boolean> {
  return (await queuesWithout(server, buildId, nowMs)).length < Object.values(QUEUES).length;
}

export type Promotion = { buildId: string; before: string | null; changed: boolean };

const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;
const PAUSE_MS = 500;
/** A poll is held open for up to a minute, so whoever polled within this time is still there. */
const FRESH_MS = MINUTE_MS + 10 * SECOND_MS;

/**
 * Gives all work, new and running, to the workers of one build, once they poll every queue. Safe to repeat.
 *
 * @param waitMs how long to wait for them
 * @throws TocsinError `not-found` where no worker of that build polls, `unavailable` where only some queues are polled
 */
export async function promote(
  server: Server,
  buildId: string,
  { waitMs, clock }: { waitMs: number; clock: () => Instant },
): Promise<Promotion> {
  const { workflowService, namespace } = server;
  const before = await currentBuild(server);
  if (before === buildId) return { buildId, before, changed: false };
  const end = toMs(clock()) + waitMs;
  for (;;) {
    const unpolled = await queuesWithout(server, buildId, toMs(clock()));
    if (unpolled.length === 0 && (await setCurrent())) return { buildId, before, changed: true };
    if (toMs(clock()) >= end) throw await notThere(server, buildId, unpolled);
    await delay(Math.min(PAUSE_MS, end - toMs(clock())));
  }

  /** False where Temporal has not taken in yet that these workers are there. */
  async function setCurrent(): Promise<boolean> {
    try {
      await workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName: DEPLOYMENT, buildId });
      return true;
    } catch (error) {
      if ([NOT_FOUND, FAILED_PRECONDITION].includes(codeOf(error))) return false;
      throw error;
    }
  }
}

/** The queues that no worker of this build polls at `nowMs`. */
async function queuesWithout({ workflowService, namespace }: Server, buildId: string, nowMs: number) {
  const answers = await Promise.all(
    Object.values(QUEUES).map(async (name) => {
      const answer = await workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType: 2 });
      const isPolled = (answer.pollers ?? []).some(
        ({ deploymentOptions: options, lastAccessTime }) =>
          options?.deploymentName === DEPLOYMENT &&
          options.buildId === buildId &&
          Number(lastAccessTime?.seconds ?? 0) * SECOND_MS >= nowMs - FRESH_MS,
      );
      return isPolled ? [] : [name];
    }),
  );
  return answers.flat();
}

async function readDeployment({ workflowService, namespace }: Server) {
  try {
    const answer = await workflowService.describeWorkerDeployment({ namespace, deploymentName: DEPLOYMENT });
    const { routingConfig, versionSummaries = [] } = answer.workerDeploymentInfo ?? {};
    const builds = (versionSummaries ?? []).flatMap(({ deploymentVersion }) => deploymentVersion?.buildId ?? []);
    return { current: routingConfig?.currentDeploymentVersion?.buildId || null, builds };
  } catch (error) {
    if (codeOf(error) === NOT_FOUND) return { current: null, builds: [] };
    throw error;
  }
}

async function notThere(server: Server, buildId: string, unpolled: string[]): Promise<TocsinError> {
  const { current, builds } = await readDeployment(server);
  const stays = `The work stays with ${current === null ? 'the workers that have no build' : `build ${current}`}.`;
  if (unpolled.length < Object.values(QUEUES).length) {
    const why = unpolled.length === 0 ? 'Temporal refuses them' : `none polls ${unpolled.join(', ')}`;
    return new TocsinError(
      'unavailable',
      `The workers of build ${buildId} are not all there: ${why}. ${stays} Look at their log, then promote again.`,
    );
  }
  const known = builds.length === 0 ? 'none' : builds.toSorted().join(', ');
  return new TocsinError(
    'not-found',
    `No worker of build ${buildId} polls. ${stays} Start workers with TOCSIN_BUILD_ID=${buildId}, ` +
      'then promote again. ' +
      `Builds that Temporal knows: ${known}.`,
    'build',
  );
}

function codeOf(error: unknown): number {
  return Number(typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined);
}
