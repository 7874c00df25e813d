import type { AlertView } from '../../domain/alerts/outcome.ts';
import { TocsinError } from '../../domain/errors.ts';
import { plural } from '../../web/desk/words.ts';
import { sendOnce } from '../command.ts';
import { optionOf } from '../input.ts';
import { alertRow, describeAlert } from '../output/alert.ts';
import { renderTable } from '../output/table.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

export const alerts: Verb = {
  name: 'alerts',
  summary: 'alerts and what became of them; dead letters read anew',
  examples: [
    'tocsin alerts',
    'tocsin alerts --dead --source aws-guardduty',
    'tocsin alerts AL-20261124-5f0c2a91d3b84e6677aa0c1d',
    'tocsin alerts --dead --source aws-guardduty --retry',
  ],
  arguments: [{ name: 'reference', describe: 'one alert', optional: true }],
  options: {
    dead: { type: 'boolean', describe: 'dead letters alone: what could not be read, with the reason' },
    source: { type: 'string', value: '<name>', describe: 'of this source alone' },
    retry: { type: 'boolean', describe: 'read dead letters anew: the one named, or all of --source' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const { reference } = input.args;
    if (input.options.retry === true) return retry(input, reference);
    return reference === undefined ? list(input) : show(input, reference);
  },
};

async function show(input: VerbInput, reference: string): Promise<VerbResult> {
  const json = await input.client().get<AlertView>(`/alerts/${encodeURIComponent(reference)}`);
  return { json, text: describeAlert(json) };
}

async function list(input: VerbInput): Promise<VerbResult> {
  const source = optionOf(input, 'source');
  const query = new URLSearchParams({
    ...(input.options.dead === true && { status: 'dead' }),
    ...(source !== undefined && { source }),
  });
  const json = await input.client().get<{ alerts: AlertView[]; next: string | null }>(`/alerts?${query}`);
  const table = renderTable(['ALERT', 'SOURCE', 'STATUS', 'BREACH', 'WHAT'], json.alerts.map(alertRow));
  const more = json.next === null ? '' : '\nThere are more: the page Alerts has all.';
  return { json, text: json.alerts.length === 0 ? 'There is none.' : `${table}${more}` };
}

async function retry(input: VerbInput, reference: string | undefined): Promise<VerbResult> {
  const source = optionOf(input, 'source');
  if ((reference === undefined) === (source === undefined)) {
    throw new TocsinError(
      'bad-input',
      'Name one alert, or a source with --source: which are to be read anew?',
      'retry',
    );
  }
  const path = reference === undefined ? '/alerts/retries' : `/alerts/${encodeURIComponent(reference)}/retry`;
  const body = reference === undefined ? { source } : {};
  const json = await sendOnce<{ retried: number }>(input, { method: 'POST', path, body });
  return { json, text: `${plural(json.retried, 'dead letter')} read anew.` };
}
