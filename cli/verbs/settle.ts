import { SETTLED_SIGNS } from '../../domain/plan/targets.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, optionOf, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const settle: Verb = {
  name: 'settle',
  summary: 'say what came of signs of misuse, or of letters that were refused',
  examples: [
    "tocsin settle TOC-2026-0001-K7M --sign misuse --count 1 --reasons 'Called: a test account, no copy left'",
    "tocsin settle TOC-2026-0001-K7M --sign unreached --count 2 --reasons 'Both told by telephone'",
    "tocsin settle TOC-2026-0001-K7M --sign unreached --campaign 1 --count 12 --reasons 'Told by post'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    sign: { type: 'string', choices: SETTLED_SIGNS, describe: 'signs of misuse, or those whom no letter reaches' },
    count: { type: 'string', value: '<number>', describe: 'how many of them you looked at' },
    campaign: { type: 'string', value: '<number>', describe: 'of letters to people; else of the notices' },
    reasons: { type: 'string', describe: 'what came of them; goes into the record' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const [sign, count, reasons] = ['sign', 'count', 'reasons'].map((name) => requireOption(input, name));
    const campaign = optionOf(input, 'campaign');
    const body = { sign, count: Number(count), reasons, ...(campaign !== undefined && { campaign: Number(campaign) }) };
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['signs'], body });
    return { json, text: 'On record, and its target is met.' };
  },
};
