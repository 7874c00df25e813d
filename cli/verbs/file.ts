import { sendToBreach } from '../command.ts';
import { followUp, isFolded, viewBefore } from '../followup.ts';
import { argumentOf, instantOf, optionOf, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const file: Verb = {
  name: 'file',
  summary: 'record that a duty was done, with its receipt',
  examples: ['tocsin file TOC-2026-0001 gdpr-art33-1-authority --receipt DPC-2026-11-0412'],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'obligation', describe: "the duty, as 'tocsin show' names it" },
  ],
  options: {
    receipt: { type: 'string', describe: "the receiver's own reference, or how receipt is proved" },
    at: { type: 'string', value: '<instant>', describe: 'when it was done, with offset (default: now)' },
    reasons: { type: 'string', describe: 'the reasons for the delay, where it was late' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const filedAt = instantOf(input, 'at') ?? input.clock();
    const body = {
      obligation: argumentOf(input, 'obligation'),
      filedAt,
      receipt: requireOption(input, 'receipt'),
      reasons: optionOf(input, 'reasons'),
    };
    const again = ` --at ${filedAt}`;
    const before = await viewBefore(input, breachId);
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['filings'], body, again });
    return {
      json,
      text: ['Recorded; its clock stops.', ...(await followUp(input, breachId, isFolded(json), before))].join('\n'),
    };
  },
};
