import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import { QUEUES } from '../workflows/messages.ts';
import { readEnvironment } from './environment.ts';
import type { TemporalSettings } from './temporal-settings.ts';

/** The health check of a container, `node config/health.ts api` or `… worker`: exits with 0 while that is at work. */

const DEADLINE_MS = 4 * SECOND_MS;
/** A poll is held open for up to a minute, so whoever polled within this time is still there. */
const FRESH_MS = MINUTE_MS + 10 * SECOND_MS;

type PollerView = { identity?: string | null; lastAccessTime?: { seconds?: unknown } | null };

/** Whether a worker on this machine asked for work lately. Its identity at Temporal ends with `@<host name>`. */
export function isPolling(pollers: readonly PollerView[], host: string, nowMs: number): boolean {
  return pollers.some(({ identity, lastAccessTime }) => {
    const lastMs = Number(lastAccessTime?.seconds ?? 0) * SECOND_MS;
    return identity?.endsWith(`@${host}`) === true && lastMs >= nowMs - FRESH_MS;
  });
}

async function isWorkerWell({ connection: options, namespace }: TemporalSettings): Promise<boolean> {
  const connection = Connection.lazy(options);
  const { pollers } = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: QUEUES.decisions },
      taskQueueType: 1,
    }),
  );
  return isPolling(pollers ?? [], hostname(), Date.now());
}

async function isApiWell(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(DEADLINE_MS) });
  return answer.ok;
}

if (import.meta.main) {
  const { port, temporal } = readEnvironment();
  const check = process.argv[2] === 'worker' ? isWorkerWell(temporal) : isApiWell(port);
  const isWell = await check.catch(() => false);
  process.exit(isWell ? 0 : 1);
}
