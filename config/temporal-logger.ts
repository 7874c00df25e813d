import type { Logger as TemporalLogger } from '@temporalio/common';
import type { RuntimeOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { ACTIVITY_LINES } from '../activities/log-lines.ts';
import { WORKFLOW_LINES } from '../workflows/log-lines.ts';
import { parseWorkflowId } from '../workflows/messages.ts';
import { digestOfText } from './log-fields.ts';
import { type Said, whatIsSaid } from './temporal-messages.ts';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The parts of the SDK that log on behalf of code run by it, and what is written where its words are none of ours. */
const ON_BEHALF: Record<string, string> = {
  workflow: 'a workflow logged a line',
  activity: 'an activity logged a line',
  nexus: 'a handler logged a line',
};

/**
 * What the core says as a warning when a workflow stands still for it: the code that runs is not the one it began with.
 */
const GRAVE = ['Failing workflow task', 'Failing workflow due to nondeterminism error'];
/** The worker says so, at a level that is not written, whenever it takes a run up that it does not hold in memory. */
const TAKEN_UP = 'Creating workflow';

/** Runs whose workflow ids are remembered: more than a worker holds in its memory. */
const REMEMBERED = 10_000;
type Run = { workflowId?: string /** Of its last failed task. */; errorType?: unknown; attempt: number };

/**
 * Temporal's logging through Tocsin's own logger, which keeps ids and drops payloads and the messages of errors. A line
 * is written with the words of the SDK, or of a workflow or activity of ours, where they are known; else with a digest
 * of what it said.
 *
 * A failed workflow task is an error. The core says so once only, however often it is tried again: the later attempts
 * are written here.
 */
export function temporalLogger(log: Logger): TemporalLogger {
  const runs = new Map<string, Run>();
  const write: TemporalLogger['log'] = (level, message, meta = {}) => {
    const { workflowRunId, sdkComponent = 'worker', ...rest } = meta;
    const component = String(sdkComponent);
    const said = saidBy(component, message);
    const runId = meta.runId ?? workflowRunId ?? said.runId;
    const run = runOf(runId, meta.workflowId);
    const own = component === 'core' ? coreFields(rest, said) : rest;
    const workflowId = run?.workflowId ?? meta.workflowId;
    const who = { breachId: breachOf(workflowId), workflowId, runId };
    const isGrave = GRAVE.includes(said.text);
    if (run !== undefined && isGrave) Object.assign(run, { errorType: own.errorType, attempt: 1 });
    if (run !== undefined && message === TAKEN_UP && run.attempt > 0) {
      run.attempt += 1;
      const { errorType, attempt } = run;
      log.error({ sdkComponent, ...who, errorType, attempt }, 'a workflow is tried again after its task failed');
    }
    const digest = said.isKnown ? undefined : digestOfText(message);
    log[isGrave ? 'error' : LEVELS[level]]({ sdkComponent, ...own, ...who, digest }, said.text);
  };
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };

  /** What is known of a run. The worker names run and workflow when it takes one up; the core names the run alone. */
  function runOf(runId: unknown, workflowId: unknown): Run | undefined {
    if (typeof runId !== 'string') return undefined;
    const run = runs.get(runId) ?? { attempt: 0 };
    if (typeof workflowId === 'string') run.workflowId = workflowId;
    runs.set(runId, run);
    const [oldest] = runs.keys();
    if (runs.size > REMEMBERED && oldest !== undefined) runs.delete(oldest);
    return run;
  }
}

function saidBy(component: string, message: string): Said {
  const onBehalf = ON_BEHALF[component];
  if (onBehalf === undefined) return whatIsSaid(component === 'core' ? 'core' : 'worker', message);
  const isOurs =
    (component === 'workflow' && WORKFLOW_LINES.has(message)) ||
    (component === 'activity' && ACTIVITY_LINES.has(message));
  return { text: isOurs ? message : onBehalf, isKnown: isOurs };
}

/**
 * What a line of the native core may say: its own place in `target`, and of an error, which it gives as a text, the
 * kind: a number of Temporal's rules (TMPRL1100 is a workflow that does not do what its history says), a gRPC status,
 * or the type of what a workflow threw.
 */
function coreFields({ error, failure, target, ...rest }: Record<string, unknown>, said: Said): Record<string, unknown> {
  const text = String(failure ?? error ?? '');
  const kind =
    /\[(TMPRL\d{4})\]/.exec(text) ??
    /^Status \{ code: (\w{1,40})/.exec(text) ??
    /ApplicationFailureInfo \{ type: "(\w{1,60})"/.exec(text);
  const errorType = kind?.[1] ?? said.rule ?? (text === '' ? undefined : 'unknown');
  return { ...rest, at: target, ...(errorType === undefined ? {} : { errorType }) };
}

function breachOf(workflowId: unknown): string | undefined {
  return typeof workflowId === 'string' ? parseWorkflowId(workflowId)?.breachId : undefined;
}

/** Options for `Runtime.install`: the native core's lines go the same way in place of straight to the terminal. */
export function runtimeOptions(log: Logger): RuntimeOptions {
  return {
    logger: temporalLogger(log),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  };
}
