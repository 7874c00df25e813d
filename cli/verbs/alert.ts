import { sendOnce } from '../command.ts';
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
  changes: true,
  async run(input) {
    const source = optionOf(input, 'source') ?? 'aws-guardduty';
    const body = await readText(input, argumentOf(input, 'file'), 'file');
    const path = `/alerts/${encodeURIComponent(source)}`;
    const accepted = await sendOnce<Accepted>(input, { method: 'POST', path, body, mediaType: 'application/json' });
    return { json: accepted, text: describeAccepted(accepted) };
  },
};
