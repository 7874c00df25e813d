import { TocsinError } from '../../domain/errors.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { exerciseHere, requireCredentials } from '../../local/demo/exercise.ts';
import { narrator } from '../../local/demo/narrator.ts';
import { isRunningHere, startServer } from '../../local/demo/server.ts';
import { TOCSIN } from '../../web/command.ts';
import { dataDirOf } from '../address.ts';
import type { Verb } from './verb.ts';

/** How long the 72 hours of the exercise take, in minutes. */
const MINUTES = /^([1-9]|[1-5]\d|60)$/;

export const demo: Verb = {
  name: 'demo',
  summary: 'play an exercise from alert to evidence in about a minute',
  examples: ['npm run demo', 'npm run demo -- --minutes 5'],
  arguments: [],
  options: {
    minutes: {
      type: 'string',
      value: '<n>',
      describe: 'how long its 72 hours take, from 1 (as if left out) to 60; more where a machine is slow',
    },
  },
  role: null,
  async run(input) {
    const dataDir = dataDirOf(input.env);
    const scale = scaleOf(input.options.minutes);
    const server = (await isRunningHere(dataDir)) ? null : await startServer(input);
    try {
      const credentials = requireCredentials(dataDir);
      const say = narrator(input.say, input.style, scale);
      const outcome = await exerciseHere(credentials, { scale, say, signal: server?.interrupted });
      const { breachId, events, head } = outcome;
      const show = `${TOCSIN} show ${breachId}`;
      const look =
        server === null
          ? [`Look at it:  ${show}`, `Its mails:   ${credentials.inbox ?? ''}`, `The desk:    ${credentials.url}/`]
          : [`It is kept. To look at it: npm start, then ${show}`];
      return { json: { breachId, events, head }, text: ['', ...look].join('\n') };
    } catch (error) {
      if (!server?.interrupted.aborted) throw error;
      throw new TocsinError('unavailable', 'The exercise was stopped before its end; what it had recorded is kept.');
    } finally {
      await server?.stop();
    }
  },
};

function scaleOf(minutes: string | boolean | string[] = '1'): number {
  if (typeof minutes === 'string' && MINUTES.test(minutes)) return (72 * HOUR_MS) / (Number(minutes) * MINUTE_MS);
  throw new TocsinError('bad-input', '--minutes takes a whole number from 1 to 60.', 'minutes');
}
