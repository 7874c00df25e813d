import type { CallLine } from '../../domain/breach/work-lines.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, instantOf, optionOf, requireOption } from '../input.ts';
import { listWork, WORK_OPTIONS } from '../work.ts';
import type { Verb } from './verb.ts';

export const call: Verb = {
  name: 'call',
  summary: 'list the calls about a breach, or log one',
  examples: [
    'tocsin call TOC-2026-0001-K7M',
    "tocsin call TOC-2026-0001-K7M --with 'Dana Okoro, Fjord Hosting' --said 'The account is shut' " +
      '--at 2026-11-24T11:20:00+01:00',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    with: { type: 'string', describe: 'who it was with' },
    said: { type: 'string', describe: 'what was said' },
    at: { type: 'string', value: '<instant>', describe: "when it was held, with offset, or '2h ago' (default: now)" },
    ...WORK_OPTIONS,
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    if (optionOf(input, 'with') === undefined && optionOf(input, 'said') === undefined) {
      return listWork<CallLine>(input, breachId, 'calls', ({ number, calledAt, partner, said, by }, when) => {
        return { head: `${number}  ${when(calledAt)}  ${partner ?? '–'} (logged by ${by})`, body: said };
      });
    }
    const calledAt = instantOf(input, 'at') ?? input.clock();
    const body = { calledAt, partner: requireOption(input, 'with'), said: requireOption(input, 'said') };
    const again = ` --at ${calledAt}`;
    return {
      json: await sendToBreach(input, breachId, { method: 'POST', to: ['calls'], body, again }),
      text: 'Logged.',
    };
  },
};
