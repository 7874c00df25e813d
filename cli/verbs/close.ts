import type { CloseOutcome } from '../../domain/breach/events.ts';
import { TOCSIN } from '../../web/command.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

const OUTCOMES: readonly CloseOutcome[] = ['resolved', 'not-a-breach'];

export const close: Verb = {
  name: 'close',
  summary: 'close a breach once every duty is filed or waived',
  examples: ["tocsin close TOC-2026-0001-K7M --outcome resolved --reasons 'Session revoked, people informed'"],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    outcome: { type: 'string', choices: OUTCOMES, describe: 'how it ended' },
    reasons: { type: 'string', describe: 'why; goes into the register' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const body = { outcome: requireOption(input, 'outcome'), reasons: requireOption(input, 'reasons') };
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['closing'], body });
    return { json, text: `Closed. Take the evidence: ${TOCSIN} evidence ${breachId}` };
  },
};
