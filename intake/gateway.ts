import type { Client } from '@temporalio/client';
import {
  isGrpcDeadlineError,
  isGrpcServiceError,
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import type { BreachEvent } from '../domain/breach/events.ts';
import type { BreachState } from '../domain/breach/state.ts';
import type { CommunicationName } from '../domain/communication/standing.ts';
import { ERROR_CODES, type ErrorCode, type RefusalMembers, TocsinError } from '../domain/errors.ts';
import type { WorkflowName } from '../domain/reconcile/finding.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '../domain/time.ts';
import {
  type CommandOutcome,
  type CommandRequest,
  commandSignal,
  commandUpdate,
  nudgeSignal,
  QUEUES,
  recountOf,
  renewalOf,
  WORKFLOWS,
  workflowId,
} from '../workflows/messages.ts';
import { createCircuit } from './circuit.ts';
import type { SkewWatch } from './clock-skew.ts';

export type ReportedEvent = BreachEvent & { type: 'reported' };

/** All the API knows of Temporal. Every method fails with TocsinError only; 'unavailable' may be tried again. */
export type TemporalGateway = {
  /**
   * Starts the breach with its first commands, or hands them to it where it already runs; 'breach-closed' if it ended.
   */
  startBreach(reported: ReportedEvent, firstCommands: readonly CommandRequest[]): Promise<void>;
  /**
   * Which intake record the workflow of this breach was started for: null where it is of a version that did not say.
   * Null altogether where none ever ran.
   */
  openedBy(breachId: string): Promise<{ intake: string | null } | null>;
  /** A person's command, answered once it is recorded; a refusal carries the workflow's code and field. */
  command(breachId: string, command: CommandRequest): Promise<CommandOutcome>;
  /**
   * Opens a closed breach again: where its workflow has ended, a new run begins with the command, so that it cannot be
   * lost in between; the answer is that of the command. `state` and `intake`: of the stream, as just read.
   */
  reopen(reopening: { state: BreachState; intake: string }, command: CommandRequest): Promise<CommandOutcome>;
  /** A command nobody waits for; 'breach-closed' if the breach has ended. */
  signal(breachId: string, command: CommandRequest): Promise<void>;
  /**
   * Tells a communication that somebody wrote to its ledger. Where its workflow has ended, as all was done or it was
   * stopped, another counts the ledger, tells the breach and ends; `read` is asked for the breach then, and gives null
   * where nothing is to be counted.
   */
  nudge(breachId: string, communication: CommunicationName, read: () => Promise<BreachState | null>): Promise<void>;
  /** Fails with 'unavailable' unless Temporal answers. */
  ping(): Promise<void>;
  /** Whether a worker asked for breach work lately. */
  hasWorker(): Promise<boolean>;
};

const COMMAND_DEADLINE_MS = 15 * SECOND_MS;
const RELAY_DEADLINE_MS = 5 * SECOND_MS;
const PROBE_DEADLINE_MS = SECOND_MS;
/** A poll is held open for up to a minute, so a worker heard of within this time is taken to be there. */
const POLLER_FRESH_MS = MINUTE_MS + 10 * SECOND_MS;

/**
 * The gateway over a Temporal client. A command is refused at once while the engine is known to be away. `nowMs`:
 * milliseconds since the epoch by this machine's clock, for deadlines; `skew` hears Temporal's, as the answers to
 * commands tell it, and says what it is.
 */
export function createGateway(
  client: Client,
  nowMs: () => number,
  skew: Pick<SkewWatch, 'noteTemporal' | 'temporalMs'> = { noteTemporal: () => undefined, temporalMs: nowMs },
): TemporalGateway {
  const within = <T>(ms: number, call: () => Promise<T>): Promise<T> =>
    client.withDeadline(nowMs() + ms, call).catch((error: unknown) => Promise.reject(toTocsinError(error)));
  const handle = (breachId: string) => client.workflow.getHandle(workflowId.breach(breachId));
  const taskQueue = { name: QUEUES.decisions };
  const ping = () => within(PROBE_DEADLINE_MS, async () => void (await client.workflowService.getSystemInfo({})));
  // Not whether a worker polls: who may not ask that, or is told wrong, must be able to decide all the same.
  const circuit = createCircuit({ nowMs, probe: ping });

  const ask: TemporalGateway['command'] = async (breachId, command) => {
    const before = nowMs();
    const { seq, at, askedAt } = await circuit.run(() =>
      within(COMMAND_DEADLINE_MS, () =>
        handle(breachId).executeUpdate(commandUpdate, {
          args: [{ ...command, breachId }],
          updateId: updateIdOf(command),
        }),
      ),
    );
    // A repeated command gets the answer of the first, with the time of then.
    if (at !== undefined && askedAt === command.askedAt)
      skew.noteTemporal({ before, theirs: toMs(at), after: nowMs() });
    return { seq };
  };

  return {
    startBreach: (reported, firstCommands) =>
      within(RELAY_DEADLINE_MS, async () => {
        const { breachId } = reported.data;
        const [first, ...rest] = firstCommands;
        if (first === undefined) throw new Error('A breach starts with its evidence.');
        await client.workflow.signalWithStart(WORKFLOWS.breach, {
          taskQueue: QUEUES.decisions,
          workflowId: workflowId.breach(breachId),
          // Only a breach without a stream is begun here: one that was terminated had stored nothing.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
          args: [{ reported }],
          memo: { intake: reported.key },
          signal: commandSignal,
          signalArgs: [{ ...first, breachId }],
        });
        for (const command of rest) await handle(breachId).signal(commandSignal, { ...command, breachId });
      }),
    openedBy: (breachId) =>
      within(RELAY_DEADLINE_MS, async () => {
        try {
          const { memo } = await handle(breachId).describe();
          return { intake: typeof memo?.intake === 'string' ? memo.intake : null };
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return null;
          throw error;
        }
      }),
    command: ask,
    async reopen({ state, intake }, request) {
      const { breachId } = state;
      const command = { ...request, breachId };
      const children = [...(['clocks', 'notices'] as const), ...Object.keys(state.communications)] as WorkflowName[];
      await circuit.run(() =>
        within(COMMAND_DEADLINE_MS, async () => {
          try {
            await client.workflow.start(WORKFLOWS.breach, {
              ...{ taskQueue: QUEUES.decisions, workflowId: workflowId.breach(breachId), memo: { intake } },
              args: [{ ...renewalOf(state, [...new Set(children)]), first: command }],
              workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            });
          } catch (error) {
            // It is just ending, or somebody was faster: the run that there is decides.
            if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
          }
        }),
      );
      return ask(breachId, command);
    },
    signal: (breachId, command) =>
      within(RELAY_DEADLINE_MS, () => handle(breachId).signal(commandSignal, { ...command, breachId })),
    async nudge(breachId, communication, read) {
      const id = workflowId.communication(breachId, communication);
      try {
        await within(RELAY_DEADLINE_MS, () => client.workflow.getHandle(id).signal(nudgeSignal));
      } catch (error) {
        if (!(error instanceof TocsinError && error.code === 'breach-closed')) throw error;
        const state = await read();
        const count = state && recountOf(state, communication);
        if (count === null) return;
        await within(RELAY_DEADLINE_MS, () =>
          client.workflow.signalWithStart(WORKFLOWS.communication, {
            ...{ taskQueue: QUEUES.decisions, workflowId: id, args: [count] },
            ...{ signal: nudgeSignal, signalArgs: [] },
          }),
        );
      }
    },
    ping: () => circuit.watch(ping),
    hasWorker: () =>
      within(PROBE_DEADLINE_MS, async () => {
        const { namespace } = client.options;
        const { pollers } = await client.workflowService.describeTaskQueue({ namespace, taskQueue, taskQueueType: 1 });
        const freshSince = skew.temporalMs() - POLLER_FRESH_MS;
        return (pollers ?? []).some((p) => Number(p.lastAccessTime?.seconds ?? 0) * SECOND_MS >= freshSince);
      }),
  };
}

/** One per look at the breach: Temporal answers an id it knows with the answer of before, such as that it had moved. */
function updateIdOf({ key, ifSeq }: CommandRequest): string {
  return ifSeq === undefined ? key : `${key}@${ifSeq}`;
}

/** Temporal's errors in Tocsin's closed set; their texts stay out of answers, as they may hold what was sent. */
export function toTocsinError(error: unknown): TocsinError {
  if (error instanceof TocsinError) return error;
  if (error instanceof WorkflowUpdateFailedError) return fromFailure(error.cause);
  if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError) {
    return new TocsinError(
      'breach-closed',
      'No workflow runs for this breach: it has ended, or has not started yet.',
      'breach',
    );
  }
  const isRpc =
    error instanceof ServiceError ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    isGrpcServiceError(error) ||
    isGrpcDeadlineError(error);
  if (isRpc) return unavailable();
  return new TocsinError(
    'internal',
    `The workflow engine refused the call (${error instanceof Error ? error.name : 'unknown'}).`,
  );
}

function unavailable(): TocsinError {
  const message =
    'The workflow engine does not answer. Try again under the same Idempotency-Key: nothing is done twice.';
  return new TocsinError('unavailable', message);
}

function fromFailure(cause: unknown): TocsinError {
  const isOurs = cause instanceof ApplicationFailure && isErrorCode(cause.type);
  if (!isOurs) return new TocsinError('internal', 'The command failed inside the breach; its log says why.');
  const [field, members] = (cause.details ?? []) as [unknown, RefusalMembers | undefined];
  return new TocsinError(
    cause.type as ErrorCode,
    cause.message,
    typeof field === 'string' ? field : undefined,
    members,
  );
}

function isErrorCode(type: string | null | undefined): type is ErrorCode {
  return (ERROR_CODES as readonly (string | null | undefined)[]).includes(type);
}
