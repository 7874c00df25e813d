import { sendToBreach } from '../command.ts';
import { argumentOf } from '../input.ts';
import type { Verb } from './verb.ts';

export const take: Verb = {
  name: 'take',
  summary: 'take an incident that nobody has: its warnings until then end',
  examples: ['tocsin take TOC-2026-0001-K7M'],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {},
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['take'], body: {} });
    return { json, text: `${breachId} is yours. Next: confirm it with \`aware\`, or dismiss it with \`triage\`.` };
  },
};
