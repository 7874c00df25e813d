import { ApplicationFailure, type SignalDefinition } from '@temporalio/common';
import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { type EngineReport, reportsSignal, workflowId } from './messages.ts';

/** The type by which the SDK's core names a signal that reached nobody. */
const NOT_FOUND = 'ExternalWorkflowExecutionNotFound';

/** Signals another workflow. `ended`: none runs under this id. Throws whatever else was in the way. */
export async function tellWorkflow<Args extends unknown[]>(
  id: string,
  signal: SignalDefinition<Args>,
  ...args: Args
): Promise<'told' | 'ended'> {
  try {
    await getExternalWorkflowHandle(id).signal(signal, ...args);
    return 'told';
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === NOT_FOUND) return 'ended';
    throw error;
  }
}

/** Tells a breach what the engine did for it. Answers and throws as {@link tellWorkflow}. */
export function tellBreach(breachId: string, reports: readonly EngineReport[]): Promise<'told' | 'ended'> {
  const requests = reports.map((report) => ({ ...report, by: 'engine', role: 'engine' as const, breachId }));
  return tellWorkflow(workflowId.breach(breachId), reportsSignal, requests);
}
