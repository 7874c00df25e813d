import { workflowInfo } from '@temporalio/workflow';

/**
 * Whether this run's history is long enough to go on in a new run: when Temporal says so, or at `renewAfter` events
 * where a test wants it earlier.
 */
export function isTimeToRenew(renewAfter = Number.POSITIVE_INFINITY): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= renewAfter;
}
