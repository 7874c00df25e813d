import type { AlertView } from '../../domain/alerts/outcome.ts';
import type { UnknownView } from '../../domain/alerts/unknown-view.ts';
import { TocsinError } from '../../domain/errors.ts';
import { plural } from '../../web/desk/words.ts';
import { sendOnce } from '../command.ts';
import { optionOf } from '../input.ts';
import { alertRow, describeAlert } from '../output/alert.ts';
import { renderTable } from '../output/table.ts';
import { describeUnknown } from '../output/unknown.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

export const alerts: Verb = {
  name: 'alerts',
  summary: 'alerts and what became of them; dead letters read anew',
  examples: [
    'tocsin alerts',
    'tocsin alerts --dead --source aws-guardduty',
    'tocsin alerts AL-20261124-5f0c2a91d3b84e6677aa0c1d',
    'tocsin alerts --dead --source aws-guardduty --retry',
    'tocsin alerts --unknown',
  ],
  arguments: [{ name: 'reference', describe: 'one alert', optional: true }],
  options: {
    dead: { type: 'boolean', describe: 'dead letters alone: what could not be read, with the reason' },
    source: { type: 'string', value: '<name>', describe: 'of this source alone' },
    unknown: { type: 'boolean', describe: 'what alerts name and the register does not know, by number of findings' },
    retry: { type: 'boolean', describe: 'read dead letters anew: the one named, or all of --source' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const { reference } = input.args;
    if (input.options.unknown === true) return listUnknown(input, reference);
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

async function listUnknown(input: VerbInput, reference: string | undefined): Promise<VerbResult> {
  const others = ['dead', 'source', 'retry'].filter((name) => input.options[name] !== undefined);
  if (reference !== undefined || others.length > 0) {
    throw new TocsinError('bad-input', 'Give --unknown alone: it lists what all alerts name.', 'unknown');
  }
  const json = await input.client().get<{ unknown: UnknownView[]; total: number }>('/alerts/unknown?limit=500');
  return { json, text: describeUnknown(json) };
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
