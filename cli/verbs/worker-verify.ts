import { TocsinError } from '../../domain/errors.ts';
import { optionOf } from '../input.ts';
import { renderVerification } from '../output/verification.ts';
import type { Verb } from './verb.ts';

/** Replays after which a line of progress is due. */
const STEP = 500;

export const workerVerify: Verb = {
  name: 'worker verify',
  summary: 'before a deploy: whether every open breach can go on with the code of this checkout',
  examples: ['tocsin worker verify', 'tocsin worker verify --limit 200 --json'],
  arguments: [],
  options: {
    limit: { type: 'string', value: '<n>', describe: 'replay the newest n alone (default: all that are open)' },
  },
  role: null,
  notes: ['Reads the open workflows of the server, replays them here and changes nothing. Exit code 1: do not deploy.'],
  async run(input) {
    const limit = limitOf(optionOf(input, 'limit'));
    // Temporal's libraries are loaded here, so that no other verb waits for them.
    const { Runtime } = await import('@temporalio/worker');
    const { dataConverter } = await import('../../config/codec.ts');
    const { bundleWorkflows } = await import('../../worker/bundle.ts');
    const { verifyOpenWorkflows } = await import('../../worker/verify.ts');
    const { withTemporal } = await import('../temporal.ts');
    const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
    Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF' } } });
    return withTemporal(input.env, async ({ client, keyring, environment: { temporal } }) => {
      const verification = await verifyOpenWorkflows({
        client,
        dataConverter: dataConverter(keyring, temporal.namespace),
        workflowBundle: await bundleWorkflows(),
        limit,
        onReplayed: (done) => {
          if (done % STEP === 0) input.say(`${done} replayed so far`);
        },
      });
      const ok = verification.failures.length === 0;
      const text = renderVerification(verification, temporal.connection.address);
      return { json: { ok, ...verification }, text, exit: ok ? 0 : 1 };
    });
  },
};

function limitOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new TocsinError('bad-input', `--limit takes a whole number from 1, not '${given}'.`, 'limit');
}
