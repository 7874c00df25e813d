import type { AlertView } from '../../domain/alerts/outcome.ts';
import { mediaTypeOf } from '../alert-body.ts';
import { sendOnce } from '../command.ts';
import { argumentOf, optionOf, readBytes } from '../input.ts';
import { describeAlert } from '../output/alert.ts';
import type { Verb } from './verb.ts';

/** How long it waits until the alert is judged. */
const WAIT_S = 10;

type Taken = Pick<AlertView, 'reference' | 'status' | 'breachId'> & { repeated: boolean };

export const alert: Verb = {
  name: 'alert',
  summary: 'hand in an alert as its source sent it, and see what it was understood as',
  examples: ['tocsin alert finding.json', 'aws … | tocsin alert - --source aws-guardduty'],
  arguments: [{ name: 'file', describe: 'the alert as its source sent it, - for standard input' }],
  options: { source: { type: 'string', value: '<name>', describe: 'who sent it (default: aws-guardduty)' } },
  role: 'alert-source',
  changes: true,
  async run(input) {
    const source = optionOf(input, 'source') ?? 'aws-guardduty';
    const body = await readBytes(input, argumentOf(input, 'file'), 'file');
    const path = `/alerts/${encodeURIComponent(source)}`;
    const taken = await sendOnce<Taken>(input, { method: 'POST', path, body, mediaType: mediaTypeOf(body) });
    const view = await input.client().get<AlertView>(`/alerts/${taken.reference}?wait=${WAIT_S}`);
    const again = taken.repeated ? '\nThe same bytes were handed in before; nothing was done twice.' : '';
    return {
      json: { ...view, repeated: taken.repeated },
      text: `${describeAlert(view)}${again}`,
      exit: view.status === 'dead' ? 2 : 0,
    };
  },
};
