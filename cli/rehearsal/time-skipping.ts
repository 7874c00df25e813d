import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime } from '@temporalio/worker';
import type { Activities } from '../../activities/registry.ts';
import { TocsinError } from '../../domain/errors.ts';
import { SetupError } from '../../local/find.mjs';
import { serverPath } from '../../local/servers.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { createWorkers } from '../../worker/worker.ts';

/** A Temporal whose clock jumps over waiting, with the real workflows on it. */
export type TimeSkippingTemporal = { env: TestWorkflowEnvironment; stop(): Promise<void> };

/** The runtime can be set up once per process. */
let isQuiet = false;

export async function startTimeSkipping(activities: Activities): Promise<TimeSkippingTemporal> {
  const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  if (!isQuiet) Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF' } } });
  isQuiet = true;
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: programPath() } },
  });
  const { nativeConnection: connection, namespace = 'default' } = env;
  await registerSearchAttributes(connection, namespace, silent);
  const { code, ...bundle } = await bundleWorkflows();
  // For every promise of a workflow the SDK reads a stack, which nobody asks a rehearsal for: here it is empty.
  const workflowBundle = { ...bundle, code: `Error.stackTraceLimit = 0;\n${code}` };
  const workers = await createWorkers({ connection, namespace, dataConverter: {}, activities, workflowBundle });
  const runs = workers.map((worker) => worker.run());
  return {
    env,
    async stop() {
      for (const worker of workers) worker.shutdown();
      await Promise.all(runs);
      await env.teardown();
    },
  };
}

function programPath(): string {
  try {
    return serverPath('temporal-test-server');
  } catch (error) {
    throw error instanceof SetupError ? new TocsinError('unavailable', error.message) : error;
  }
}
