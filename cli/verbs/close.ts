import { argumentOf, breachPath, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

export const close: Verb = {
  name: 'close',
  summary: 'close a breach once every duty is filed or waived',
  examples: ["tocsin close TOC-2026-0001 --outcome resolved --reasons 'Session revoked, people informed'"],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    outcome: { type: 'string', value: 'resolved|not-a-breach', describe: 'how it ended' },
    reasons: { type: 'string', describe: 'why; goes into the register' },
  },
  role: 'dpo',
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const body = { outcome: requireOption(input, 'outcome'), reasons: requireOption(input, 'reasons') };
    const json = await input.client().send('POST', breachPath(breachId, 'closing'), body);
    return { json, text: `Closed. Take the evidence: tocsin evidence ${breachId}` };
  },
};
