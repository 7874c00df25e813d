import type { Client } from '../client.ts';
import { breachPath } from '../input.ts';
import { type ListRow, renderList, sortRows, toRow } from '../output/list.ts';
import { printableAll } from '../output/printable.ts';
import { localZone } from '../output/time.ts';
import type { BreachView } from '../output/view.ts';
import type { Verb } from './verb.ts';

/** As many as the API gives at once. */
const PAGE = 500;
const AT_ONCE = 8;

type Page = { breaches: { breachId: string; status: BreachView['status'] }[] };

export const list: Verb = {
  name: 'list',
  summary: 'open breaches, the worst first',
  examples: ['tocsin list', 'tocsin list --all --json'],
  arguments: [],
  options: { all: { type: 'boolean', describe: 'closed ones too' } },
  role: 'responder',
  async run(input) {
    const isAll = input.options.all === true;
    const client = input.client();
    const ids = await listIds(client, isAll);
    const now = input.clock();
    const rows: ListRow[] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const views = ids.slice(at, at + AT_ONCE).map((id) => client.get<BreachView>(breachPath(id)));
      rows.push(...(await Promise.all(views)).map((view) => toRow(view, now)));
    }
    const sorted = sortRows(rows);
    const look = { now, zone: localZone(), style: input.style };
    return { json: { breaches: sorted }, text: renderList(printableAll(sorted), isAll, look) };
  },
};

/** Every breach, page by page; without `isAll` only those not closed. */
async function listIds(client: Client, isAll: boolean): Promise<string[]> {
  const ids: string[] = [];
  let before = '';
  for (;;) {
    const { breaches } = await client.get<Page>(
      `/breaches?limit=${PAGE}${before && `&before=${encodeURIComponent(before)}`}`,
    );
    ids.push(...breaches.filter((b) => isAll || b.status !== 'closed').map((b) => b.breachId));
    const last = breaches.at(-1);
    if (breaches.length < PAGE || last === undefined) return ids;
    before = last.breachId;
  }
}
