/**
 * What Temporal's SDK says, as far as it is known: a line of it is written only if it stands here, since its texts have
 * parts that are filled in, and those may be anything. `{}` is such a part; it is never repeated. Taken from the
 * sources of the pinned version: those of its core in `@temporalio/core-bridge`, those of its worker in
 * `@temporalio/worker`.
 */
export const KNOWN = {
  core: [
    'Activation processor channel dropped',
    'Activity heartbeat failed.',
    'Activity not found on completion. ' +
      'This may happen if the activity has already been cancelled but completed anyway.',
    'Attempted to complete activity task {} but we were not tracking it',
    'Attempted to complete activation for run {} without associated workflow task',
    'Attempted to upload {} with size that exceeded the {} limit.',
    'DNS re-resolution failed, keeping existing endpoints',
    'DNS re-resolution returned no addresses, keeping existing endpoints',
    'Eager workflow task rejected by worker.',
    'Error executing fire-and-forget async task: {}',
    'Error polling nexus task for worker commands',
    'Error reserving {} slot: {}',
    'Error thrown from JavaScript side: {}',
    'Error when recording heartbeat: {}',
    'Error while auto-completing workflow task',
    'Error while auto-failing workflow task',
    'Error while completing workflow activation',
    'Error while polling for {} tasks',
    'Error while polling for workflow tasks',
    'Error while updating workflow',
    'Eviction requested while local activities are still in flight{}',
    'Failed to build endpoint for resolved address',
    'Failed to build worker for nexus command polling',
    'Failed to complete JS Promise: {}',
    'Failed to complete worker command nexus task',
    'Failed to fail activity after oversized heartbeat',
    'Failed to send query failure response after message-too-large',
    'Failing legacy query request',
    'Failing workflow due to nondeterminism error',
    'Failing workflow task',
    'Network error while completing activity',
    'Network error while describing namespace for heartbeat capabilities',
    'Network error while responding to legacy query',
    'Network error while sending worker heartbeat',
    'No workflow task for run id {} found when trying to fail activation',
    'Poller task died or did not terminate cleanly: {}',
    'Query not found when attempting to respond to it',
    'Query response too large, responding with failure',
    'Received invalid {} task ({}): {}',
    'Run missing during completion {}',
    'Server issued both normal and legacy queries. This should not happen. Please file a bug report.',
    'Server returned an unparseable workflow task',
    'Server returned a WFT on completion for a different run ({}) than the one being completed ({}). ' +
      'This is a server bug.',
    'Task not found when completing',
    'Task polling has encountered errors continuously; the worker will continue retrying',
    'The workflow task completer went missing! This likely indicates an SDK bug, please report.',
    'There were leftover buffered tasks when evicting run',
    'Tried to complete untracked local activity',
    'Tried to interact with workflow state after it shut down. {}',
    'Unexpected error joining heartbeating tasks during shutdown: {}',
    'Waiting for all slot permits to release took too long!',
    'We expected to be able to fetch more events but server says there are none',
    'Workflow processing encountered fatal error and must shut down {}',
    'errors occurred when loading native certs: {}',
    'gRPC call {} retried {} times',
    'shutdown_worker rpc errored during worker shutdown: {}',
    '{}:{}:{} Workflow task duration exceeded {} seconds.',
  ],
  worker: [
    'Activity failed',
    'An unexpected error occurred while processing Workflow Activation. Initiating Worker shutdown.',
    'Core reported failure in completeWorkflowActivation(). Initiating Worker shutdown.',
    'Error closing previous connection after replacement of worker connection',
    'Error converting native log entry: {}',
    'Error while processing ActivityTask.start: {}',
    'External sink function threw an error',
    'Failed to encode heartbeat details, cancelling Activity',
    'Failed to initiate shutdown',
    'Failed to process Workflow Activation',
    'No Nexus services registered, not polling for Nexus tasks',
    'No activities registered, not polling for activity tasks',
    'No workflows registered, not polling for workflow tasks',
    'Patch activation callback failed',
    'Shutdown force time expired, terminating worker',
    'This program is running inside a containerized environment with a memory constraint {}',
    'Worker failed',
    'Worker state changed',
    'Workflow Worker Thread failed: {}',
    'Workflow bundle created',
    'Workflow completed',
    'Workflow completed as cancelled',
    'Workflow continued as new',
    'Workflow failed',
    'Workflow started',
  ],
};

/** What a line of a component says whose text is not known. */
const UNKNOWN = {
  core: 'the core of the Temporal SDK says something that is not known here',
  worker: 'the Temporal SDK says something that is not known here',
};

/**
 * Temporal's own number for what it warns of, see its rules: TMPRL1100 is a workflow that does not do as its history
 * says.
 */
const RULE = /^\[(TMPRL\d{4})\] /;
const RUN_ID = /^([\da-f-]{8,64}):\d+:\d+ /;

const patterns = {
  core: KNOWN.core.map(compiled),
  worker: KNOWN.worker.map(compiled),
};

export type Said = {
  text: string;
  isKnown: boolean;
  /** Temporal's number for what it warns of. */
  rule?: string;
  /** Where the text names it, and no field does. */
  runId?: string;
};

/** A line of the SDK as it may be written: what is filled in is left out. */
export function whatIsSaid(component: 'core' | 'worker', message: string): Said {
  const [mark = '', rule] = RULE.exec(message) ?? [];
  const rest = message.slice(mark.length).replaceAll(/\s+/g, ' ').trim();
  const [, runId] = RUN_ID.exec(rest) ?? [];
  const found = patterns[component].find(({ pattern }) => pattern.test(rest));
  return { text: found?.text ?? UNKNOWN[component], isKnown: found !== undefined, rule, runId };
}

function compiled(template: string): { pattern: RegExp; text: string } {
  const parts = template.split('{}').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // As a sentence: what was filled in at its ends leaves nothing behind, in its middle a gap that is seen.
  const text = template
    .replace(/^[{}: ]+|[{}:( )]+$/g, '')
    .replaceAll('{}', '(-)')
    .replaceAll('!', '.');
  return { pattern: new RegExp(`^${parts.join('.*')}$`), text };
}
