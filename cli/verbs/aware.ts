import { argumentOf, breachPath, optionOf, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const aware: Verb = {
  name: 'aware',
  summary: 'record, or correct, since when the organisation is aware',
  examples: [
    'tocsin aware TOC-2026-0001 --at 2026-11-24T09:20:00+01:00',
    "tocsin aware TOC-2026-0001 --at 2026-11-24T07:05:00+01:00 --reasons 'The night shift saw it first'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    at: { type: 'string', value: '<instant>', describe: 'ISO 8601 with offset, not in the future' },
    reasons: { type: 'string', describe: 'why; needed for a correction' },
  },
  role: 'responder',
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const body = { awareAt: requireOption(input, 'at'), reasons: optionOf(input, 'reasons') };
    const json = await input.client().send('POST', breachPath(breachId, 'awareness'), body);
    return { json, text: `Recorded. Every clock that hangs on it follows: tocsin show ${breachId}` };
  },
};
