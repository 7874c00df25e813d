import {
  type Client,
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
} from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import type { Engine } from '../activities/compare-running.ts';
import { TocsinError } from '../domain/errors.ts';
import type { WorkflowName } from '../domain/reconcile/finding.ts';
import { SECOND_MS, toInstant } from '../domain/time.ts';
import {
  lostSignal,
  QUEUES,
  renewalOf,
  standingQuery,
  WORKFLOWS,
  workflowIdOf,
  workflowNameOf,
} from '../workflows/messages.ts';
import { currentBuild, hasWorkers, promote } from './deployment.ts';

const OURS = [WORKFLOWS.breach, WORKFLOWS.clocks, WORKFLOWS.communication];
const RUNNING = `ExecutionStatus = 'Running' AND WorkflowType IN (${OURS.map((type) => `'${type}'`).join(', ')})`;
const BLOCKED = `ExecutionStatus = 'Running' AND WorkflowType = '${WORKFLOWS.breach}' AND TocsinBlocked = true`;
/** Temporal 1.30 and later set it once a workflow's task failed, or ran out of time, several times in a row. */
const PROBLEMS = `'category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut'`;
const FAILING = `${RUNNING} AND TemporalReportedProblems IN (${PROBLEMS})`;
const PAGE = 1_000;
/** A breach that a worker serves answers within this time, unless its code fails or nobody polls. */
const ANSWER_MS = 5 * SECOND_MS;
/** How long the workers of a build are waited for, which poll a new database within seconds. */
const PROMOTION_MS = 20 * SECOND_MS;
/** gRPC's codes. */
const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;

/** Temporal as the reconcile sees it. `nowMs`: milliseconds since the epoch by this machine's clock, for deadlines. */
export function createEngine(client: Client, nowMs: () => number): Engine {
  const server = { workflowService: client.workflowService, namespace: client.options.namespace };
  const handleOf = (breachId: string, name: WorkflowName) => client.workflow.getHandle(workflowIdOf(breachId, name));

  async function* list(query: string) {
    for await (const { workflowId } of client.workflow.list({ query, pageSize: PAGE })) {
      const found = workflowNameOf(workflowId);
      if (found !== null) yield found;
    }
  }

  return {
    listRunning: () =>
      orUnavailable(async () => {
        const running = new Map<string, Set<WorkflowName>>();
        for await (const { breachId, name } of list(RUNNING)) {
          running.set(breachId, (running.get(breachId) ?? new Set()).add(name));
        }
        return running;
      }),
    listTroubled: () =>
      orUnavailable(async () => {
        const blocked = new Set<string>();
        for await (const { breachId } of list(BLOCKED)) blocked.add(breachId);
        const failing: { breachId: string; workflow: WorkflowName }[] = [];
        try {
          for await (const { breachId, name } of list(FAILING)) failing.push({ breachId, workflow: name });
        } catch (error) {
          // A server that does not know the attribute.
          if (codeOf(error) !== INVALID_ARGUMENT) throw error;
        }
        return { blocked, failing };
      }),
    statusOf: (breachId, workflow) =>
      orUnavailable(async () => {
        try {
          const { status } = await handleOf(breachId, workflow).describe();
          return status.name === 'RUNNING' ? 'running' : status.name === 'COMPLETED' ? 'ended' : 'gone';
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return 'gone';
          throw error;
        }
      }),
    ask: (breachId) =>
      orUnavailable(async () => {
        try {
          const query = () => handleOf(breachId, 'breach').query(standingQuery);
          const { children, ...standing } = await client.withDeadline(nowMs() + ANSWER_MS, query);
          return { ...standing, children: children.flatMap((id) => workflowNameOf(id)?.name ?? []) };
        } catch (error) {
          if (error instanceof QueryNotRegisteredError) return 'earlier';
          if (error instanceof WorkflowNotFoundError || error instanceof QueryRejectedError || isUnheard(error)) {
            return 'silent';
          }
          throw error;
        }
      }),
    restart: (state, { intake, children, isOutdated }) =>
      orUnavailable(async () => {
        const { breachId } = state;
        const renewal = renewalOf(state, children);
        try {
          await client.workflow.start(WORKFLOWS.breach, {
            ...{ taskQueue: QUEUES.decisions, workflowId: workflowIdOf(breachId, 'breach'), args: [renewal] },
            memo: { intake },
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            workflowIdConflictPolicy: isOutdated ? 'TERMINATE_EXISTING' : 'FAIL',
          });
        } catch (error) {
          // Somebody was faster, which is as good.
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        }
      }),
    tellLost: (breachId, children) =>
      orUnavailable(() =>
        handleOf(breachId, 'breach').signal(lostSignal, {
          ids: children.map((name) => workflowIdOf(breachId, name)),
        }),
      ),
    knowsRun: ({ workflowId, runId }) =>
      orUnavailable(async () => {
        try {
          await client.workflow.getHandle(workflowId, runId).describe();
          return true;
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false;
          throw error;
        }
      }),
    currentBuild: () =>
      orUnavailable(async () => {
        try {
          return await currentBuild(server);
        } catch (error) {
          // A server without versions, or one that does not tell everybody.
          if (codeOf(error) === UNAVAILABLE) throw error;
          return null;
        }
      }),
    hasWorkers: (build) => orUnavailable(() => hasWorkers(server, build, nowMs())),
    promote: (build) =>
      orUnavailable(async () => {
        try {
          await promote(server, build, { waitMs: PROMOTION_MS, clock: () => toInstant(nowMs()) });
          return true;
        } catch (error) {
          if (error instanceof TocsinError) return false;
          throw error;
        }
      }),
  };
}

/** Nobody polls, or the workflow's own task fails. */
function isUnheard(error: unknown): boolean {
  return [DEADLINE_EXCEEDED, FAILED_PRECONDITION].includes(codeOf(error));
}

/** The gRPC code of an error or of what caused it; NaN where there is none. */
function codeOf(error: unknown): number {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) ? cause.code : Number.NaN;
}

/** The transport's own words stay out: they may hold what was sent. */
async function orUnavailable<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TocsinError) throw error;
    if (!(error instanceof ServiceError) && !isGrpcServiceError(error)) throw error;
    throw new TocsinError('unavailable', 'Temporal does not answer. Check that it runs and TEMPORAL_ADDRESS.');
  }
}
