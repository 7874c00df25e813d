import type { Instant } from '../domain/time.ts';
import { TOCSIN } from '../web/command.ts';
import { breachPath, optionOf } from './input.ts';
import { named } from './output/named.ts';
import { printable } from './output/printable.ts';
import { bothTimes } from './output/time.ts';
import type { OptionSpec, VerbInput, VerbResult } from './verbs/verb.ts';
import { zoneOf } from './zone.ts';

/** Notes, calls and attached files of a breach, a page at a time, newest first. */

export const WORK_OPTIONS: Record<'before', OptionSpec> = {
  before: { type: 'string', value: '<number>', describe: 'go on with the list after an earlier page, as it says' },
};
const PAGE = 50;
const VERBS = { notes: 'note', calls: 'call', attachments: 'attach' } as const;

/** One page of a list, each entry with its head and its words. */
export async function listWork<Line>(
  input: VerbInput,
  breachId: string,
  list: keyof typeof VERBS,
  show: (line: Line, when: (at: Instant) => string) => { head: string; body: string | null },
): Promise<VerbResult> {
  const before = optionOf(input, 'before');
  const query = new URLSearchParams({ limit: String(PAGE), ...(before !== undefined && { before }) });
  type Page = Record<string, Line[]> & { next: number | null };
  const json = await input.client().get<Page>(`${breachPath(breachId, list)}?${String(query)}`);
  const zone = await zoneOf(input);
  const when = (at: Instant) => bothTimes(at, zone);
  const lines = (named(json)[list] ?? [])
    .map((line) => show(line, when))
    .map(({ head, body }) => {
      return `${printable(head)}\n${printable(body ?? 'not shown').replaceAll(/^/gm, '    ')}`;
    });
  const next = json.next === null ? [] : [`next: ${TOCSIN} ${VERBS[list]} ${breachId} --before ${json.next}`];
  return { json, text: lines.length === 0 ? 'There is nothing yet.' : [...lines, ...next].join('\n') };
}
