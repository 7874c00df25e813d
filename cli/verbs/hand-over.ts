import { sendToBreach } from '../command.ts';
import { argumentOf, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const handOver: Verb = {
  name: 'hand-over',
  summary: 'hand an incident over to another user',
  examples: ["tocsin hand-over TOC-2026-0001-K7M --to 7 --reasons 'End of the night shift'"],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    to: { type: 'string', value: '<user>', describe: 'id of a user who is a DPO, deputy or responder' },
    reasons: { type: 'string', describe: 'why; goes into the record' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const body = { to: requireOption(input, 'to'), reasons: requireOption(input, 'reasons') };
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['hand-over'], body });
    return { json, text: `${breachId} is handed over.` };
  },
};
