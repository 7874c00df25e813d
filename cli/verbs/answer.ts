import { sendToBreach } from '../command.ts';
import { argumentOf, instantOf, requireOption } from '../input.ts';
import { roundOf } from '../round.ts';
import type { Verb } from './verb.ts';

const ANSWERS = ['yes', 'no', 'unknown'] as const;

export const answer: Verb = {
  name: 'answer',
  summary: 'record what a supplier or customer answered to its notice by telephone or in person',
  examples: [
    "tocsin answer TOC-2026-0001-K7M acme --said-by 'Dana Okoro, their DPO' --at 2026-11-24T11:20:00+01:00 " +
      "--holds-data yes --misuse no --reasons 'Called at the number of the contract'",
  ],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'counterparty', describe: "its id, as 'tocsin notices' names it" },
  ],
  options: {
    'said-by': { type: 'string', value: '<who>', describe: 'who said it, and where to ask back' },
    at: { type: 'string', value: '<instant>', describe: "when it was said, with offset, or '2h ago' (default: now)" },
    'holds-data': {
      ...{ type: 'string', choices: ANSWERS, value: '<answer>' },
      describe: 'a supplier: whether it holds the data; a customer: whether the data is theirs',
    },
    misuse: { type: 'string', choices: ANSWERS, value: '<answer>', describe: 'whether they saw a sign of misuse' },
    round: {
      ...{ type: 'string', value: '<number>' },
      describe: 'which notice, where there is more than one (default: newest)',
    },
    reasons: { type: 'string', describe: 'how you know who it was; goes into the record' },
  },
  role: 'dpo',
  notes: ['A responder records it where the policy lets responders release notices.'],
  changes: true,
  async run(input) {
    const [breachId, counterparty] = [argumentOf(input, 'breach'), argumentOf(input, 'counterparty')];
    const saidAt = instantOf(input, 'at') ?? input.clock();
    const round = roundOf(input);
    const body = {
      ...{ holdsData: requireOption(input, 'holds-data'), misuse: requireOption(input, 'misuse'), saidAt },
      ...{ answeredBy: requireOption(input, 'said-by'), reasons: requireOption(input, 'reasons') },
      ...(round !== undefined && { round }),
    };
    const to = ['notices', counterparty, 'answer'];
    const json = await sendToBreach(input, breachId, { method: 'POST', to, body, again: ` --at ${saidAt}` });
    return { json, text: 'On record as their answer, with who recorded it.' };
  },
};
