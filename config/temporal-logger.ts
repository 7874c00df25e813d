import type { Logger as TemporalLogger } from '@temporalio/common';
import type { RuntimeOptions } from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The parts of the SDK that log on behalf of code run by it, in that code's words, and what is written instead. */
const ON_BEHALF: Record<string, string> = {
  workflow: 'a workflow logged a line',
  activity: 'an activity logged a line',
  nexus: 'a handler logged a line',
};

/** Runs whose workflow ids are remembered: more than a worker holds in its memory. */
const REMEMBERED = 10_000;

/**
 * Temporal's logging through Tocsin's own logger, which keeps ids and drops payloads and the messages of errors. The
 * SDK's own events keep their text; what workflows and activities say for themselves is replaced by the fact of it.
 */
export function temporalLogger(log: Logger): TemporalLogger {
  const workflowIds = new Map<string, string>();
  const write: TemporalLogger['log'] = (level, message, meta = {}) => {
    const { workflowRunId, sdkComponent, ...rest } = meta;
    const runId = meta.runId ?? workflowRunId;
    remember(runId, meta.workflowId);
    const own = sdkComponent === 'core' ? coreFields(rest, workflowIds.get(String(runId))) : rest;
    log[LEVELS[level]]({ sdkComponent, ...own, runId }, ON_BEHALF[String(sdkComponent)] ?? message);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };

  /** The worker names run and workflow when it takes one up, at a level that may not be written. */
  function remember(runId: unknown, workflowId: unknown): void {
    if (typeof runId !== 'string' || typeof workflowId !== 'string' || workflowIds.has(runId)) return;
    workflowIds.set(runId, workflowId);
    const [oldest] = workflowIds.keys();
    if (workflowIds.size > REMEMBERED && oldest !== undefined) workflowIds.delete(oldest);
  }
}

/**
 * What a line of the native core may say: it names a run alone, its own place in `target`, and errors as texts, of
 * which the kind is kept: a code of Temporal's rules (TMPRL1100 is a workflow that does not do what its history says),
 * or a gRPC status. What a workflow threw is `unknown` here, and named by the worker's own line before.
 */
function coreFields(
  { error, failure, target, ...rest }: Record<string, unknown>,
  workflowId: string | undefined,
): Record<string, unknown> {
  const text = String(failure ?? error ?? '');
  const kind = /\[(TMPRL\d{4})\]/.exec(text) ?? /^Status \{ code: (\w{1,40})/.exec(text);
  const errorType = text === '' ? {} : { errorType: kind?.[1] ?? 'unknown' };
  return { ...rest, at: target, ...(workflowId === undefined ? {} : { workflowId }), ...errorType };
}

/** Options for `Runtime.install`: the native core's lines go the same way in place of straight to the terminal. */
export function runtimeOptions(log: Logger): RuntimeOptions {
  return {
    logger: temporalLogger(log),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  };
}
