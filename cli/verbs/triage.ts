import { DISMISSALS, type TriageOutcome } from '../../domain/breach/events.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, optionOf, optionsNamed, requireOption } from '../input.ts';
import { OVER, overOf } from './close.ts';
import type { Verb } from './verb.ts';

const OUTCOMES: readonly TriageOutcome[] = ['dismissed', 'merged'];

export const triage: Verb = {
  name: 'triage',
  summary: 'dismiss a suspicion, or merge it into another incident; `aware` confirms it',
  examples: [
    "tocsin triage TOC-2026-0001-K7M --outcome dismissed --kind expected-activity --reasons 'The test of Tuesday'",
    "tocsin triage TOC-2026-0002-Q4P --outcome merged --into TOC-2026-0001-K7M --reasons 'The same session'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    outcome: { type: 'string', choices: OUTCOMES, describe: 'what it came to; the incident is closed by it' },
    kind: { type: 'string', choices: DISMISSALS, describe: 'what it was that is dismissed' },
    into: { type: 'string', value: '<breach>', describe: 'the incident that a merged one is part of' },
    reasons: { type: 'string', describe: 'why; goes into the register' },
    over: OVER,
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const [into, kind] = [optionOf(input, 'into'), optionOf(input, 'kind')];
    const given = { outcome: requireOption(input, 'outcome'), reasons: requireOption(input, 'reasons') };
    const over = optionsNamed(input, 'over').map(overOf);
    const named = { ...(into !== undefined && { into }), ...(kind !== undefined && { kind }) };
    const body = { ...given, ...named, ...(over.length > 0 && { over }) };
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['triage'], body });
    return { json, text: `${breachId} is closed: ${given.outcome}.` };
  },
};
