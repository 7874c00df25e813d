import { sendToBreach } from '../command.ts';
import { argumentOf } from '../input.ts';
import type { Verb } from './verb.ts';

export const acknowledge: Verb = {
  name: 'acknowledge',
  summary: 'put on record that you have seen the warnings of an incident; its clocks go on',
  examples: ['tocsin acknowledge TOC-2026-0001-K7M'],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {},
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['acknowledgement'], body: {} });
    return { json, text: 'On record as seen. Warnings go on until the duties are done.' };
  },
};
