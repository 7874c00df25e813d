import { TocsinError } from '../../domain/errors.ts';
import { argumentOf, breachPath, optionOf, optionsNamed, parseSettings, readData, requireOption } from '../input.ts';
import type { Verb } from './verb.ts';

const NARRATIVE = ['title', 'summary', 'consequences', 'measures'];

export const amend: Verb = {
  name: 'amend',
  summary: 'change the facts of a breach; its plan moves with them',
  examples: [
    "tocsin amend TOC-2026-0001 --set peopleConcerned=1200 --set malicious=yes --reasons 'Log analysis finished'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    facts: { type: 'string', value: '<file>', describe: 'facts as JSON or YAML; only those named change' },
    set: {
      type: 'string',
      multiple: true,
      value: '<key>=<value>',
      describe: 'one fact, or title, summary, consequences, measures',
    },
    reasons: { type: 'string', describe: 'why; goes into the record' },
  },
  role: 'responder',
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const file = optionOf(input, 'facts');
    const fromFile = file === undefined ? {} : await readData(input, file, 'facts');
    if (fromFile === null || typeof fromFile !== 'object' || Array.isArray(fromFile)) {
      throw new TocsinError('bad-input', `${file} must hold facts by name, such as 'peopleConcerned: 1200'.`, 'facts');
    }
    const changes = Object.entries({ ...fromFile, ...parseSettings(optionsNamed(input, 'set')) });
    if (changes.length === 0) throw new TocsinError('bad-input', 'Nothing to change: give --facts or --set.', 'set');
    const of = (isNarrative: boolean) => {
      const chosen = changes.filter(([key]) => NARRATIVE.includes(key) === isNarrative);
      return chosen.length === 0 ? undefined : Object.fromEntries(chosen);
    };
    const body = { facts: of(false), narrative: of(true), reasons: requireOption(input, 'reasons') };
    const json = await input.client().send('PATCH', breachPath(breachId, 'facts'), body);
    return { json, text: `Recorded. The plan is made anew: tocsin show ${breachId}` };
  },
};
