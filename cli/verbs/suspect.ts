import { sendToBreach } from '../command.ts';
import { argumentOf, instantOf, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const suspect: Verb = {
  name: 'suspect',
  summary: 'record since when it was suspected, or is investigated; no clock of the law moves',
  examples: [
    "tocsin suspect TOC-2026-0001-K7M --since 2026-11-24T07:05:00+01:00 --reasons 'First odd sign-in in the log'",
    "tocsin suspect TOC-2026-0001-K7M --investigated 2026-11-24T09:00:00+01:00 --reasons 'Forensics began'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    since: { type: 'string', value: '<instant>', describe: "since when it was suspected, with offset, or '2h ago'" },
    investigated: {
      type: 'string',
      value: '<instant>',
      describe: "since when somebody looks into it, with offset, or '2h ago'",
    },
    reasons: { type: 'string', describe: 'how that is known; goes into the record' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const body = {
      firstSuspicionAt: instantOf(input, 'since'),
      investigationStartedAt: instantOf(input, 'investigated'),
      reasons: requireOption(input, 'reasons'),
    };
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['suspicion'], body });
    return { json, text: 'Recorded. Once it is certain, record the awareness with `aware`.' };
  },
};
