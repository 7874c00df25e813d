import { workflowInfo } from '@temporalio/workflow';
import { reconcileNow } from './activities.ts';

/**
 * Compares what the record says should run with what does run, and mends it. Started every minute by a schedule; all of
 * it is one activity, since nothing is decided here.
 */
export async function reconcile(): Promise<void> {
  const { workflowId, runId } = workflowInfo();
  await reconcileNow({ run: { workflowId, runId } });
}
