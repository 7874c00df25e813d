import { argumentOf, optionOf, readText } from '../input.ts';
import { type Accepted, describeAccepted } from '../output/accepted.ts';
import type { Verb } from './verb.ts';

export const alert: Verb = {
  name: 'alert',
  summary: 'hand in an alert as its source sent it',
  examples: ['tocsin alert finding.json', 'aws … | tocsin alert - --source aws-guardduty'],
  arguments: [{ name: 'file', describe: 'the alert as JSON, - for standard input' }],
  options: { source: { type: 'string', value: '<name>', describe: 'who sent it (default: aws-guardduty)' } },
  role: 'alert-source',
  async run(input) {
    const source = optionOf(input, 'source') ?? 'aws-guardduty';
    const body = await readText(input, argumentOf(input, 'file'), 'file');
    const accepted = await input
      .client()
      .send<Accepted>('POST', `/alerts/${encodeURIComponent(source)}`, body, 'application/json');
    return { json: accepted, text: describeAccepted(accepted) };
  },
};
