import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../finding.ts';
import { readAlerts } from '../read-alerts.ts';
import type { AlertSource } from '../source.ts';
import type { Report } from './compile.ts';
import type { Expected, SourceFile } from './source-file.ts';

/** Runs the golden cases of a source; reports what comes out otherwise, and each `skip` that holds in none. */
export function checkSourceCases({ cases, skip }: SourceFile, source: AlertSource, report: Report): void {
  const skipped = new Set<string>();
  for (const [n, { alert, expect }] of cases.entries()) {
    const [read, ...more] = readAlerts(source, alert);
    const at = (field: string) => ['cases', n, 'expect', ...(field === '' ? [] : [field])];
    if (read === undefined || more.length > 0) {
      report(['cases', n, 'alert'], `holds ${more.length + 1} alerts; a case is about one`);
    } else if ('notForUs' in read) {
      skipped.add(read.notForUs);
      if (expect.skipped !== true) report(at(''), `it is skipped: ${read.notForUs}`);
    } else if ('refused' in read) {
      if (expect.refused !== true) report(at(''), `it is refused: ${read.refused.message}`);
    } else compare(read.finding, expect, (field, message) => report(at(field), message));
  }
  if (cases.every(({ expect }) => expect.skipped || expect.refused))
    report(['cases'], 'no case of an alert that is read');
  for (const [n, { because }] of skip.entries()) {
    if (!skipped.has(because)) report(['skip', n], 'no case in which this holds');
  }
}

function compare(finding: Finding, expect: Expected, report: (field: string, message: string) => void): void {
  if (expect.skipped || expect.refused) {
    report('', `it is read, as ${finding.type}`);
    return;
  }
  const seen = seenOf(finding);
  const { unread: wanted = [], ...named } = expect;
  for (const field of Object.keys(named) as (keyof typeof named)[]) {
    const [is, not] = [seen[field], named[field]];
    if (!isDeepStrictEqual(is, not)) report(field, `is ${show(is)}, not ${show(not)}`);
  }
  for (const { field, why } of finding.unread) {
    if (!wanted.includes(field)) report('unread', `'${field}' ${why}; name it here if that is right`);
  }
  for (const field of wanted) {
    if (!seen.unread.includes(field)) report('unread', `'${field}' was read`);
  }
}

/** A finding by the words of a case. */
function seenOf({ findingId: id, actor, correlation, source, resources, unread, ...finding }: Finding) {
  const all = <T>(pick: (resource: (typeof resources)[number]) => readonly (T | null)[]) => [
    ...new Set(resources.flatMap((resource) => pick(resource).filter((each) => each !== null))),
  ];
  return {
    ...{ id, ...actor, ...finding, group: correlation.slice(source.length + 1) },
    ...{ names: all(({ names }) => names), kinds: all(({ kind }) => [kind]), tags: all(({ tags }) => tags) },
    ...{ accounts: all(({ account }) => [account]), regions: all(({ region }) => [region]) },
    unread: unread.map(({ field }) => field),
    ...{ skipped: undefined, refused: undefined },
  };
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
