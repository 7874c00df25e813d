import { TOCSIN } from '../web/command.ts';
import { breachPath, optionOf } from './input.ts';
import { printable } from './output/printable.ts';
import type { OptionSpec, VerbInput, VerbResult } from './verbs/verb.ts';

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
  show: (line: Line) => { head: string; body: string | null },
): Promise<VerbResult> {
  const before = optionOf(input, 'before');
  const query = new URLSearchParams({ limit: String(PAGE), ...(before !== undefined && { before }) });
  type Page = Record<string, Line[]> & { next: number | null };
  const json = await input.client().get<Page>(`${breachPath(breachId, list)}?${String(query)}`);
  const lines = (json[list] ?? []).map(show).map(({ head, body }) => {
    return `${printable(head)}\n${printable(body ?? 'not shown').replaceAll(/^/gm, '    ')}`;
  });
  const next = json.next === null ? [] : [`next: ${TOCSIN} ${VERBS[list]} ${breachId} --before ${json.next}`];
  return { json, text: lines.length === 0 ? 'There is nothing yet.' : [...lines, ...next].join('\n') };
}
