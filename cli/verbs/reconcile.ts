import { toInstant } from '../../domain/time.ts';
import type { Verb } from './verb.ts';

export const reconcile: Verb = {
  name: 'reconcile',
  summary: 'compare what the record says should run with what runs, and restart what is missing',
  examples: ['tocsin reconcile', 'tocsin reconcile --json'],
  arguments: [],
  options: {},
  role: null,
  notes: [
    'A worker does the same every minute. Exit code 1: something is not as it should be, and could not be mended.',
    'Clocks come back with the same instants; no warning that was given is given again.',
  ],
  async run({ env }) {
    // Loaded here, so that no other verb waits for Temporal's and MongoDB's libraries.
    const [{ withOperator }, { withTemporal }, { reconcile: compare }, { createEngine }, { findingsInWords }] =
      await Promise.all([
        import('../operator.ts'),
        import('../temporal.ts'),
        import('../../activities/compare-running.ts'),
        import('../../worker/engine.ts'),
        import('../../domain/reconcile/words.ts'),
      ]);
    const clock = () => toInstant(Date.now());
    return withOperator(env, ({ store }) =>
      withTemporal(env, async ({ client }) => {
        const findings = await compare({ store, engine: createEngine(client, Date.now), clock }, null);
        const ok = findings.every(({ mendedAt }) => mendedAt !== null);
        const text = findings.length === 0 ? 'Everything that should run does.' : findingsInWords(findings).join('\n');
        return { json: { ok, findings }, text, exit: ok ? 0 : 1 };
      }),
    );
  },
};
