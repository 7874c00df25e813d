import { sendToBreach } from '../command.ts';
import { argumentOf, optionOf, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const move: Verb = {
  name: 'move',
  summary: 'move findings of alerts to another incident, or to one of their own',
  examples: [
    "tocsin move TOC-2026-0001-K7M --findings 3f0c… --reasons 'Another intruder'",
    "tocsin move TOC-2026-0001-K7M --findings 3f0c…,77ab… --to TOC-2026-0002-9QX --reasons 'Part of that'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    findings: {
      type: 'string',
      value: '<ids>',
      describe: 'as `tocsin findings --json` names them, with commas between',
    },
    to: { type: 'string', value: '<breach>', describe: 'another open incident; a new one is opened without' },
    reasons: { type: 'string', describe: 'why; goes into the record' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const to = optionOf(input, 'to');
    const findings = requireOption(input, 'findings')
      .split(',')
      .map((id) => id.trim());
    const body = { findings, reasons: requireOption(input, 'reasons'), ...(to !== undefined && { to }) };
    const json = await sendToBreach<{ to: string }>(input, breachId, {
      method: 'POST',
      to: ['findings', 'move'],
      body,
    });
    return {
      json,
      text: `Moved to ${json.to}. What comes in later goes there. To undo it, move them back from there.`,
    };
  },
};
