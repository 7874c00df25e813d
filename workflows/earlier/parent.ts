import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import { LINES } from '../log-lines.ts';
import { commandSignal, type EngineReport, workflowId } from '../messages.ts';

/**
 * Tells the breach what its child did. A breach that is gone (closed in the meantime) needs no telling: whatever a
 * child does after that is in the delivery ledger.
 */
export async function tellBreach(
  breachId: string,
  command: EngineReport & { by: 'engine'; key: string },
): Promise<void> {
  try {
    await getExternalWorkflowHandle(workflowId.breach(breachId)).signal(commandSignal, { ...command, role: 'engine' });
  } catch {
    log.warn(LINES.endedBeforeChild);
  }
}
