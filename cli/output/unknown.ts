import type { UnknownView } from '../../domain/alerts/unknown-view.ts';
import { TOCSIN } from '../../web/command.ts';
import { printableAll } from './printable.ts';
import { renderTable } from './table.ts';

/** What alerts name and the register does not know, with what to do about it. */
export function describeUnknown({ unknown, total }: { unknown: readonly UnknownView[]; total: number }): string {
  if (unknown.length === 0) return 'The register knows all that alerts named.';
  const rows = printableAll(unknown).map(({ findings, kind, alias, sources, lastAt }) => {
    return [String(findings), kind, alias, sources.join(', '), lastAt];
  });
  const table = renderTable(['FINDINGS', 'KIND', 'NAME', 'SOURCES', 'LAST'], rows);
  const more = total > unknown.length ? [`and ${total - unknown.length} more, which fewer findings name`] : [];
  const next = `next: the page Alerts registers each; or put it among the aliases of a system: ${TOCSIN} dataflow load`;
  return [table, ...more, next].join('\n');
}
