import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { commandUpdate, QUEUES, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
import type { Memory } from './memory.ts';
import { reportedEvent } from './plans.ts';
import type { useTimeSkipping } from './use-time-skipping.ts';

/** Starts breaches in the time-skipping Temporal of one test file; their numbers go on from `first`. */
export function breachStarter(time: ReturnType<typeof useTimeSkipping>, first: number) {
  let number = first;
  return async (memory: Memory, { renewAfter }: { renewAfter?: number } = {}) => {
    number += 1;
    const breachId = `TOC-2026-${number}`;
    const at = await time.now();
    time.route(breachId, memory);
    const handle = await time.env.client.workflow.start(WORKFLOWS.breach, {
      workflowId: workflowId.breach(breachId),
      taskQueue: QUEUES.decisions,
      args: [{ reported: reportedEvent(breachId, at), ...(renewAfter !== undefined && { renewAfter }) }],
    });
    let key = 0;
    const ask = (body: CommandBody, name = `ask-${key++}`, updateId = name) =>
      time.env.client.workflow
        .getHandle(handle.workflowId)
        .executeUpdate(commandUpdate, { updateId, args: [{ ...body, by: 'dpo', role: 'dpo', key: name, breachId }] });
    return {
      handle: time.env.client.workflow.getHandle(handle.workflowId),
      first: handle.firstExecutionRunId,
      ask,
      at,
      breachId,
    };
  };
}

/** With which code and at which field a command was refused. */
export async function refusalOf(asked: Promise<unknown>): Promise<{ code?: string | null; field?: unknown }> {
  const error = await asked.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
  return { code: error.cause.type, field: error.cause.details?.[0] };
}
