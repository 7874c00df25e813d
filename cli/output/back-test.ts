import type { BackTest } from '../../services/alert/back-test.ts';
import { plural } from '../../web/desk/words.ts';
import { printableAll } from './printable.ts';
import { renderTable } from './table.ts';

/** How a back-test reads on a terminal: what was read, what the rules say before and after, what differs. */

type Told = BackTest & { days: number; since: string; until: string; seconds: number; erasedAfterDays: number | null };

const MOST_SHOWN = 100;

export function describeBackTest(given: Told): string {
  const told = printableAll(given);
  const { outcomes, suspicions, differences } = told;
  if (told.alerts === 0) return [`No alert is stored since ${told.since}.`, ...erasedLine(told)].join('\n');
  const rows = outcomes.map(({ source, rule, outcome, before, after }) => [
    ...[source, rule, outcome, String(before), String(after)],
    after === before ? '' : signed(after - before),
  ]);
  return [
    ...readLines(told),
    ...erasedLine(told),
    '',
    renderTable(['SOURCE', 'RULE', 'OUTCOME', 'BEFORE', 'AFTER', 'CHANGE'], rows),
    '',
    suspicionsLine(suspicions),
    ...(differences.length === 0 ? ['Every finding comes out the same.'] : differenceLines(told)),
  ].join('\n');
}

function readLines({ alerts, findings, days, since, seconds, ...read }: Told): string[] {
  const rate = seconds > 0 ? `, ${Math.round(alerts / seconds)} a second` : '';
  const parts = [
    [read.samples, `of the findings ${read.samples === 1 ? 'is a sample' : 'are samples'} by their source’s own mark`],
    [
      read.tests,
      `${read.tests === 1 ? 'alert is a test' : 'alerts are tests'} from the page of a source, and left out`,
    ],
    [read.aside, 'by their source no alerts'],
    [read.unreadable, 'cannot be read: the page Alerts has the reasons'],
    [read.unopened, 'do not open any more: their key is gone, or they were changed in the database'],
    [read.repeats, 'times the same bytes came again, and count once'],
  ] as const;
  return [
    `${plural(alerts, 'alert')} of ${plural(days, 'day')} (since ${since}) with ${plural(findings, 'finding')}: ` +
      `${seconds.toFixed(1)} s${rate}`,
    ...parts.flatMap(([count, what]) => (count === 0 ? [] : [`  ${count} ${what}`])),
  ];
}

/** What is not there any more is said: fewer alerts of long ago are no quieter days. */
function erasedLine({ days, erasedAfterDays }: Told): string[] {
  if (erasedAfterDays === null || days <= erasedAfterDays) return [];
  return [
    `  Of the time before the last ${erasedAfterDays} days only alerts of incidents are left: the others were erased ` +
      '(retention.alertsDays).',
  ];
}

function suspicionsLine({ before, after }: Told['suspicions']): string {
  const change = after === before ? 'as many' : after > before ? `${after - before} more` : `${before - after} fewer`;
  return `Suspicions that would have been opened: ${before} before, ${after} after (${change}).`;
}

function differenceLines({ differences, unlisted }: Told): string[] {
  const shown = differences.slice(0, MOST_SHOWN);
  const rest = differences.length - shown.length;
  return [
    `${plural(differences.length, 'finding')} would come out otherwise:`,
    ...shown.map(({ source, finding, words, alerts, alert, sample }) => {
      const by = `${sample ? 'a sample, ' : ''}${plural(alerts, 'alert')}, first ${alert}`;
      return `  ${source} ${finding} ${words} (${by})`;
    }),
    ...(rest === 0 ? [] : [`  and ${rest} more: --json lists them`]),
    ...(unlisted === 0 ? [] : [`  and others in ${plural(unlisted, 'alert')}, which are counted above and not listed`]),
  ];
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change);
}
