import { TocsinError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/time.ts';
import { optionOf } from '../input.ts';
import type { Verb } from './verb.ts';

export const workerPromote: Verb = {
  name: 'worker promote',
  summary: 'during a deploy: give all work, new and running, to the workers of one build',
  examples: ['tocsin worker promote --build 2026.12.1'],
  arguments: [],
  options: {
    build: { type: 'string', value: '<id>', describe: 'their TOCSIN_BUILD_ID (default: that of this environment)' },
    wait: { type: 'string', value: '<seconds>', describe: 'how long to wait for them to be there (default: 60)' },
  },
  role: null,
  notes: ['Safe to repeat. To go back, promote the build before, while its workers run.'],
  async run(input) {
    const waitMs = waitOf(optionOf(input, 'wait'));
    // Temporal's libraries are loaded here, so that no other verb waits for them.
    const { promote } = await import('../../worker/deployment.ts');
    const { withTemporal } = await import('../temporal.ts');
    return withTemporal(input.env, async ({ client, environment }) => {
      const buildId = optionOf(input, 'build') ?? environment.buildId;
      if (buildId === null) {
        throw new TocsinError('bad-input', 'No build is named: give --build, or set TOCSIN_BUILD_ID.', 'build');
      }
      const server = { workflowService: client.workflowService, namespace: environment.temporal.namespace };
      const promotion = await promote(server, buildId, { waitMs, clock: input.clock });
      const from = promotion.before === null ? 'workers without a build' : `build ${promotion.before}`;
      const text = promotion.changed
        ? `All work goes to build ${buildId} from now on. Stop the workers of before (${from}) when this one is well.`
        : `All work goes to build ${buildId} already.`;
      return { json: promotion, text };
    });
  },
};

function waitOf(given: string | undefined): number {
  if (given === undefined) return 60 * SECOND_MS;
  if (/^\d{1,4}$/.test(given)) return Number(given) * SECOND_MS;
  throw new TocsinError('bad-input', `--wait takes whole seconds, not '${given}'.`, 'wait');
}
