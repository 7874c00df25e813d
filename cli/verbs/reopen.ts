import { TOCSIN } from '../../web/command.ts';
import { sendOnce } from '../command.ts';
import { argumentOf, breachPath, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const reopen: Verb = {
  name: 'reopen',
  summary: 'open a closed breach again, or propose to; its clocks go on, and what is sent waits for you',
  examples: [
    "tocsin reopen TOC-2026-0001-K7M --reasons 'A supplier answered that copies were sold'",
    "tocsin reopen TOC-2026-0001-K7M --propose --reasons 'The logs of the proxy show a second address'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    propose: { type: 'boolean', describe: 'only propose it, as responders may: the DPO is told, and decides' },
    reasons: { type: 'string', describe: 'why; goes into the record, and of an opening into the register' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const body = { reasons: requireOption(input, 'reasons') };
    if (input.options.propose === true) {
      const path = breachPath(breachId, 'reopening', 'proposal');
      return { json: await sendOnce(input, { method: 'POST', path, body }), text: 'Proposed: the DPO is told of it.' };
    }
    const json = await sendOnce(input, { method: 'POST', path: breachPath(breachId, 'reopening'), body });
    return { json, text: `Open again. See where it stands: ${TOCSIN} show ${breachId}` };
  },
};
