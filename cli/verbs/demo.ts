import { TocsinError } from '../../domain/errors.ts';
import { DEMO_SCALE, exerciseHere, requireCredentials } from '../../local/demo/exercise.ts';
import { narrator } from '../../local/demo/narrator.ts';
import { isRunningHere, startServer } from '../../local/demo/server.ts';
import { TOCSIN } from '../../web/command.ts';
import { dataDirOf } from '../address.ts';
import type { Verb } from './verb.ts';

export const demo: Verb = {
  name: 'demo',
  summary: 'play an exercise from alert to evidence in about a minute',
  examples: ['npm run demo'],
  arguments: [],
  options: {},
  role: null,
  async run(input) {
    const dataDir = dataDirOf(input.env);
    const server = (await isRunningHere(dataDir)) ? null : await startServer(input);
    try {
      const credentials = requireCredentials(dataDir);
      const say = narrator(input.say, input.style, DEMO_SCALE);
      const outcome = await exerciseHere(credentials, { scale: DEMO_SCALE, say, signal: server?.interrupted });
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
