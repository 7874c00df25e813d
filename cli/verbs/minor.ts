import { sendToBreach } from '../command.ts';
import { argumentOf, instantOf, optionOf, optionsNamed, parseSettings, requireOption } from '../input.ts';
import { overOf } from './close.ts';
import type { Verb } from './verb.ts';

export const minor: Verb = {
  name: 'minor',
  summary: 'decide that a risk is unlikely, register and close a minor incident in one go',
  examples: [
    'tocsin minor TOC-2026-0001-K7M --set peopleConcerned=1 --set malicious=no ' +
      "--set confidentiality=known-recipients --set 'dataClasses=[simple]' " +
      "--set 'profile=[controller]' --set identityDetails=no --set vulnerablePeople=false " +
      '--set integrity=none --set availability=none --aware 2026-11-24T09:20:00+01:00 ' +
      "--consequences 'None to be expected' --measures 'It was sent back' --reasons 'One letter, sent back unread'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    set: { type: 'string', multiple: true, value: '<fact=value>', describe: "a fact; names: 'amend --help'" },
    aware: {
      type: 'string',
      value: '<instant>',
      describe: 'since when the organisation knows, where that is not recorded',
    },
    consequences: { type: 'string', describe: 'what it means for the people concerned' },
    measures: { type: 'string', describe: 'what was done about it' },
    reasons: { type: 'string', describe: 'why a risk to people is unlikely' },
    over: {
      ...{ type: 'string', multiple: true, value: '<point=reasons>' },
      describe: 'a point in the way of closing, and why it is closed all the same',
    },
  },
  notes: ['Where anything speaks against it, nothing is recorded, and it is said what.'],
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const [consequences, measures] = [optionOf(input, 'consequences'), optionOf(input, 'measures')];
    const body = {
      facts: parseSettings(optionsNamed(input, 'set')),
      narrative: { consequences, measures },
      awareAt: instantOf(input, 'aware'),
      reasons: requireOption(input, 'reasons'),
      over: optionsNamed(input, 'over').map(overOf),
    };
    const json = await sendToBreach(input, breachId, { method: 'POST', to: ['minor'], body });
    return { json, text: 'Decided, registered and closed.' };
  },
};
