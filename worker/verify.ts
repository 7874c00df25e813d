import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { QUEUES } from '../workflows/messages.ts';

/** What replaying the open workflows gave. `failures` has every one that would stop at its next step. */
export type Verification = {
  /** How many were replayed, and how many of them failed, by workflow type. */
  types: Record<string, { replayed: number; failed: number }>;
  failures: ReplayFailure[];
  /** True where more are open than were replayed. */
  isPartial: boolean;
};

export type ReplayFailure = {
  workflowId: string;
  runId: string;
  workflowType: string;
  errorType: string;
  /** One sentence. It names steps of the workflow, never what was in them. */
  reason: string;
};

export type VerifyParts = {
  client: Client;
  dataConverter: DataConverter;
  /** The code to replay against. */
  workflowBundle: WorkflowBundle;
  /** The most to replay; the newest are taken. */
  limit?: number | undefined;
  /** Told after each replay how many are done. */
  onReplayed?: (done: number) => void;
};

/** Histories that are fetched ahead while one is replayed: they are what takes the memory. */
const AHEAD = 4;

/**
 * Replays the histories of all workflows that are open, as far as visibility knows them, against the code in a bundle.
 * Nothing is changed on the server. One history is replayed at a time, so that thousands fit in memory.
 */
export async function verifyOpenWorkflows(parts: VerifyParts): Promise<Verification> {
  const { client, dataConverter, workflowBundle, onReplayed } = parts;
  const { limit = Number.POSITIVE_INFINITY } = parts;
  const result: Verification = { types: {}, failures: [], isPartial: false };
  const typeOf = new Map<string, string>();
  const replays = Worker.runReplayHistories({ workflowBundle, dataConverter }, histories());
  let done = 0;
  for await (const { workflowId, runId, error } of replays) {
    const workflowType = typeOf.get(workflowId) ?? 'unknown';
    typeOf.delete(workflowId);
    result.types[workflowType] ??= { replayed: 0, failed: 0 };
    const counts = result.types[workflowType];
    counts.replayed += 1;
    done += 1;
    if (error !== undefined) {
      counts.failed += 1;
      result.failures.push({ workflowId, runId, workflowType, errorType: error.name, reason: reasonOf(error) });
    }
    onReplayed?.(done);
  }
  return result;

  async function* histories() {
    const ahead: Promise<History | null>[] = [];
    let taken = 0;
    const query = `TaskQueue = "${QUEUES.decisions}" AND ExecutionStatus = "Running"`;
    for await (const { workflowId, runId, type } of client.workflow.list({ query })) {
      if (taken === limit) {
        result.isPartial = true;
        break;
      }
      taken += 1;
      typeOf.set(workflowId, type);
      const fetching = fetchHistory(client, workflowId, runId);
      // Its failure is met when its turn comes; until then it must not end the process.
      fetching.catch(() => undefined);
      ahead.push(fetching);
      if (ahead.length > AHEAD) yield* present(await ahead.shift());
    }
    for (const fetched of ahead) yield* present(await fetched);
  }
}

type History = { workflowId: string; history: unknown };

/** Null for a workflow that ended, and was deleted, since it was listed. */
async function fetchHistory(client: Client, workflowId: string, runId: string): Promise<History | null> {
  try {
    return { workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return null;
    throw error;
  }
}

function* present(history: History | null | undefined): Generator<History> {
  if (history) yield history;
}

/**
 * What differs, as Temporal's core words it from types, ids and event names. What a workflow itself threw is left out:
 * it may repeat what was in a payload.
 */
function reasonOf(error: Error): string {
  if (error.name !== 'DeterminismViolationError') {
    return 'The code throws where it went on before, or cannot read the history: check TOCSIN_KEYRING, then the code.';
  }
  const [, details = ''] = /Details: (?:\[TMPRL\d+\] )?(?:Nondeterminism error: )?(.*)/s.exec(error.message) ?? [];
  const said = details.trim().replace(/\s+/g, ' ').slice(0, 400);
  return `The code does not do what the history says: ${said === '' ? 'no details were given.' : said}`;
}
