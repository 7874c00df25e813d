import type { SourceView } from '../../domain/alerts/source-view.ts';
import { TocsinError } from '../../domain/errors.ts';
import { optionOf } from '../input.ts';
import { describeSource, sourceRow } from '../output/source.ts';
import { renderTable } from '../output/table.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput, VerbResult } from './verb.ts';

export const sources: Verb = {
  name: 'sources',
  summary: "alert sources: address, secrets, last alert; changed with an administrator's token in TOCSIN_TOKEN",
  examples: [
    'tocsin sources',
    'tocsin sources okta --new-secret',
    'tocsin sources okta --retire 1',
    'tocsin sources okta --test',
  ],
  arguments: [{ name: 'source', describe: 'one source', optional: true }],
  options: {
    'new-secret': { type: 'boolean', describe: 'make a secret, shown this one time' },
    retire: { type: 'string', value: '<number>', describe: 'retire a secret; settings is the one from the keyring' },
    test: { type: 'boolean', describe: 'send a test, which opens nothing' },
    on: { type: 'boolean', describe: 'switch it on' },
    off: { type: 'boolean', describe: 'switch it off: it takes nothing more' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const { source } = input.args;
    const { options } = input;
    const acts = ['new-secret', 'retire', 'test', 'on', 'off'].filter((name) => options[name] !== undefined);
    if (acts.length > 1) throw new TocsinError('bad-input', 'Name one thing to do at a time.', acts[1]);
    if (source === undefined) {
      if (acts.length > 0) throw new TocsinError('bad-input', 'Name the source, such as okta.', 'source');
      return list(input);
    }
    const path = `/sources/${encodeURIComponent(source)}`;
    if (options['new-secret'] === true) return make(input, path);
    if (options.test === true) return test(input, path);
    const retired = optionOf(input, 'retire');
    return show(input, path, retired);
  },
};

async function list(input: VerbInput): Promise<VerbResult> {
  const json = await input.client().get<{ sources: SourceView[] }>('/sources');
  const zone = await zoneOf(input);
  const head = ['SOURCE', 'STATE', 'LAST ALERT', 'HOUR', 'DAY', 'NOT READ'];
  return {
    json,
    text: renderTable(
      head,
      json.sources.map((source) => sourceRow(source, zone)),
    ),
  };
}

async function show(input: VerbInput, path: string, retired: string | undefined): Promise<VerbResult> {
  const { options } = input;
  const client = input.client();
  const isSwitched = options.on === true || options.off === true;
  const json =
    retired !== undefined
      ? await client.send<SourceView>('POST', `${path}/secrets/${encodeURIComponent(retired)}/retire`, {})
      : isSwitched
        ? await client.send<SourceView>('PATCH', path, { isOn: options.on === true })
        : await client.get<SourceView>(path);
  return { json, text: describeSource(json, await zoneOf(input)) };
}

async function make(input: VerbInput, path: string): Promise<VerbResult> {
  const json = await input.client().send<{ id: string; secret: string }>('POST', `${path}/secrets`, {});
  const text = `Secret ${json.id}, shown this one time:\n${json.secret}\nThose before it hold until they are retired.`;
  return { json, text };
}

async function test(input: VerbInput, path: string): Promise<VerbResult> {
  const json = await input.client().send<{ reference: string }>('POST', `${path}/test`, {});
  const text = `The test was taken in; a responder reads it: tocsin alerts ${json.reference}`;
  return { json, text };
}
