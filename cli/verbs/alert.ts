import type { AlertView } from '../../domain/alerts/outcome.ts';
import { ALERT_ARGUMENTS, alertAsked, mediaTypeOf } from '../alert-body.ts';
import { sendOnce } from '../command.ts';
import { readBytes } from '../input.ts';
import { describeAlert } from '../output/alert.ts';
import type { Verb } from './verb.ts';

/** How long it waits until the alert is judged. */
const WAIT_S = 10;

type Taken = Pick<AlertView, 'reference' | 'status' | 'breachId'> & { repeated: boolean };

export const alert: Verb = {
  name: 'alert',
  summary: 'hand in an alert as its source sent it, and see what it was understood as',
  examples: ['tocsin alert okta event.json', 'aws … | tocsin alert - --source aws-guardduty'],
  arguments: ALERT_ARGUMENTS,
  options: { source: { type: 'string', value: '<name>', describe: 'who sent it (default: aws-guardduty)' } },
  role: 'alert-source',
  changes: true,
  async run(input) {
    const { source, file } = alertAsked(input);
    const body = await readBytes(input, file, 'file');
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
