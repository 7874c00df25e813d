import { TOCSIN } from '../../web/command.ts';
import { sendOnce } from '../command.ts';
import { argumentOf, breachPath, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const reopen: Verb = {
  name: 'reopen',
  summary: 'open a closed breach again; its clocks go on, and what is sent waits for you',
  examples: ["tocsin reopen TOC-2026-0001-K7M --reasons 'A supplier answered that copies were sold'"],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: { reasons: { type: 'string', describe: 'why; goes into the record and the register' } },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const body = { reasons: requireOption(input, 'reasons') };
    const json = await sendOnce(input, { method: 'POST', path: breachPath(breachId, 'reopening'), body });
    return { json, text: `Open again. See where it stands: ${TOCSIN} show ${breachId}` };
  },
};
