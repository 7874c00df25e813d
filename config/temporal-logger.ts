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

/**
 * Temporal's logging through Tocsin's own logger, which keeps ids and drops payloads and the messages of errors. The
 * SDK's own events keep their text; what workflows and activities say for themselves is replaced by the fact of it.
 */
export function temporalLogger(log: Logger): TemporalLogger {
  const write: TemporalLogger['log'] = (level, message, meta = {}) => {
    const { workflowRunId, sdkComponent, ...rest } = meta;
    const fields = { sdkComponent, ...rest, runId: meta.runId ?? workflowRunId };
    log[LEVELS[level]](fields, ON_BEHALF[String(sdkComponent)] ?? message);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

/** Options for `Runtime.install`: the native core's lines go the same way in place of straight to the terminal. */
export function runtimeOptions(log: Logger): RuntimeOptions {
  return {
    logger: temporalLogger(log),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  };
}
