import { PHASES } from '../../domain/breach/phase.ts';
import { PLANES } from '../../domain/dataflow.ts';
import type { Client } from '../client.ts';
import { breachPath, optionOf } from '../input.ts';
import { type ListRow, renderList, sortRows, toRow } from '../output/list.ts';
import { oneLineAll } from '../output/printable.ts';
import type { BreachView } from '../output/view.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput } from './verb.ts';

/** As many as the API gives at once. */
const PAGE = 500;
const AT_ONCE = 8;

type Page = { breaches: { breachId: string; status: BreachView['status'] }[] };

export const list: Verb = {
  name: 'list',
  summary: 'open breaches, the worst first',
  examples: ['tocsin list', 'tocsin list --all --json', 'tocsin list --owner nobody --country DE'],
  arguments: [],
  options: {
    all: { type: 'boolean', describe: 'closed ones too' },
    status: { type: 'string', choices: PHASES, describe: 'in this state; suspected are also candidates' },
    owner: { type: 'string', value: '<who>', describe: 'who has it: a role, user:<id>, or nobody' },
    system: { type: 'string', value: '<id>', describe: 'that touch this system' },
    plane: { type: 'string', choices: PLANES, describe: 'that touch data of this plane' },
    duty: { type: 'string', value: '<id>', describe: 'for which this duty binds' },
    country: { type: 'string', value: '<code>', describe: 'that concern people of this country' },
    rule: { type: 'string', value: '<rule>', describe: 'that this rule of detection opened or had something join' },
    from: { type: 'string', value: '<day>', describe: 'reported on this day or later, such as 2026-11-24' },
    to: { type: 'string', value: '<day>', describe: 'reported on this day or before' },
  },
  role: 'responder',
  async run(input) {
    const isAll = input.options.all === true || optionOf(input, 'status') === 'closed';
    const client = input.client();
    const ids = await listIds(client, isAll, filtersOf(input));
    const now = input.clock();
    const rows: ListRow[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const views = ids.slice(at, at + AT_ONCE).map((id) => client.get<BreachView>(breachPath(id)));
      rows.push(...(await Promise.all(views)).map((view) => toRow(view, now)));
    }
    const sorted = sortRows(rows);
    const look = { now, zone: await zoneOf(input), style: input.style };
    return { json: { breaches: sorted }, text: renderList(oneLineAll(sorted), isAll, look) };
  },
};

const FILTERS = ['status', 'owner', 'system', 'plane', 'duty', 'country', 'rule', 'from', 'to'] as const;

function filtersOf(input: VerbInput): URLSearchParams {
  const given = FILTERS.map((name): [string, string] => [name, optionOf(input, name) ?? '']);
  return new URLSearchParams(given.filter(([, value]) => value !== ''));
}

/** Every breach that is meant, page by page; without `isAll` only those not closed. */
async function listIds(client: Client, isAll: boolean, filters: URLSearchParams): Promise<string[]> {
  const ids: string[] = [];
  let before = '';
  for (;;) {
    const query = new URLSearchParams(filters);
    query.set('limit', String(PAGE));
    if (before !== '') query.set('before', before);
    const { breaches } = await client.get<Page>(`/breaches?${query}`);
    ids.push(...breaches.filter((b) => isAll || b.status !== 'closed').map((b) => b.breachId));
    const last = breaches.at(-1);
    if (breaches.length < PAGE || last === undefined) return ids;
    before = last.breachId;
  }
}
