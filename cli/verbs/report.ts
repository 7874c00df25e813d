import { TocsinError } from '../../domain/errors.ts';
import { optionOf, optionsNamed, readData, readText, requireOption } from '../input.ts';
import { type Accepted, describeAccepted } from '../output/accepted.ts';
import type { Verb } from './verb.ts';

export const report: Verb = {
  name: 'report',
  summary: 'report a suspected breach',
  examples: [
    "tocsin report --title 'Laptop with customer list lost' --system account-portal --aware 2026-11-24T09:20:00+01:00",
  ],
  arguments: [],
  options: {
    title: { type: 'string', describe: 'what happened, in one line' },
    summary: { type: 'string', describe: 'what is known so far' },
    'summary-file': { type: 'string', value: '<file>', describe: 'the same from a file, - for standard input' },
    system: { type: 'string', multiple: true, value: '<id>', describe: 'a touched system of the data-flow register' },
    aware: { type: 'string', value: '<instant>', describe: 'since when the organisation knows, with offset' },
    facts: { type: 'string', value: '<file>', describe: 'facts as JSON or YAML' },
    exercise: { type: 'string', value: '<scale>', describe: 'an exercise, this many times faster than the law' },
  },
  role: 'responder',
  async run(input) {
    const title = requireOption(input, 'title');
    const [summary, summaryFile] = [optionOf(input, 'summary'), optionOf(input, 'summary-file')];
    if (summary !== undefined && summaryFile !== undefined) {
      throw new TocsinError('bad-input', 'Give --summary or --summary-file, not both.', 'summary-file');
    }
    const factsFile = optionOf(input, 'facts');
    const systems = optionsNamed(input, 'system');
    const exercise = optionOf(input, 'exercise');
    const body = {
      title,
      summary: summaryFile === undefined ? summary : await readText(input, summaryFile, 'summary-file'),
      systems: systems.length === 0 ? undefined : systems,
      facts: factsFile === undefined ? undefined : await readData(input, factsFile, 'facts'),
      awareAt: optionOf(input, 'aware'),
      exercise: exercise === undefined ? undefined : { scale: Number(exercise) },
    };
    const accepted = await input.client().send<Accepted>('POST', '/incidents', body);
    return { json: accepted, text: describeAccepted(accepted) };
  },
};
