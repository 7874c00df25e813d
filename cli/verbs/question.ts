import type { Exchange } from '../../domain/breach/reporting.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, optionOf } from '../input.ts';
import { sayExchange } from '../output/exchange.ts';
import { zoneOf } from '../zone.ts';
import type { Verb } from './verb.ts';

export const question: Verb = {
  name: 'question',
  summary: 'ask whoever reported a breach, or list what was asked, answered and added',
  examples: [
    'tocsin question TOC-2026-0001-K7M',
    "tocsin question TOC-2026-0001-K7M --ask 'Who was the letter meant for?'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: { ask: { type: 'string', describe: 'the question; whoever reported gets a mail that there is one' } },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const text = optionOf(input, 'ask');
    if (text !== undefined) {
      const json = await sendToBreach(input, breachId, { method: 'POST', to: ['questions'], body: { text } });
      return { json, text: 'Asked. The answer appears in this list.' };
    }
    const json = await input.client().get<Exchange>(breachPath(breachId, 'questions'));
    return { json, text: sayExchange(json, await zoneOf(input)) };
  },
};
