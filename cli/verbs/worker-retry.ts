import { TocsinError } from '../../domain/errors.ts';
import { readReference } from '../../domain/reference.ts';
import type { Verb } from './verb.ts';

export const workerRetry: Verb = {
  name: 'worker retry',
  summary: 'let a breach go on that holds still because its record could not be written',
  examples: ['tocsin worker retry TOC-2026-0001-K7M'],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {},
  role: null,
  notes: [
    'First mend what the worker’s log names; a breach whose record still cannot be written holds still again.',
    'Temporal lists the breaches that hold still under: WorkflowType = "breach" AND TocsinBlocked = true',
  ],
  async run({ args, env }) {
    const breach = readReference(args.breach ?? '');
    const [{ WorkflowNotFoundError }, { retrySignal, workflowId }, { withTemporal }] = await Promise.all([
      import('@temporalio/common'),
      import('../../workflows/messages.ts'),
      import('../temporal.ts'),
    ]);
    return withTemporal(env, async ({ client }) => {
      try {
        await client.workflow.getHandle(workflowId.breach(breach)).signal(retrySignal);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        throw new TocsinError('not-found', `No workflow runs for breach ${breach}; see tocsin list.`, 'breach');
      }
      return { json: { breach }, text: `${breach} tries again to store what it has decided.` };
    });
  },
};
