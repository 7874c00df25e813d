import { decidedBy, hasFired, type RuleNumbers } from '../../domain/alerts/rule-numbers.ts';
import { CAME_TO } from '../../domain/breach/came-to.ts';
import type { RuleReport } from '../../services/alert/rules.ts';
import { plural } from '../../web/desk/words.ts';
import { printableAll } from './printable.ts';
import { renderTable } from './table.ts';

const HEADINGS = ['RULE', 'DECIDED', 'OPENED', 'JOINED', 'DISMISSED', 'LAST', 'CAME TO'];

/** How rules of detection do, on a terminal: the noisiest first, and how many decided nothing. */
export function describeRules(given: RuleReport): string {
  const { days, since, rules } = printableAll(given);
  const fired = rules.filter(hasFired);
  const silent = rules.length - fired.length;
  const table = renderTable(HEADINGS, fired.map(rowOf));
  return [
    `The last ${plural(days, 'day')}, since ${since}`,
    ...(fired.length === 0 ? ['No rule has decided anything.'] : [table]),
    ...(silent === 0 ? [] : [`${plural(silent, 'rule')} decided nothing; --json names them.`]),
  ].join('\n');
}

function rowOf(numbers: RuleNumbers): string[] {
  const { rule, opened, joined, dismissedShare, lastAt, cameTo } = numbers;
  const share = dismissedShare === null ? '' : `${Math.round(dismissedShare * 100)} %`;
  const came = CAME_TO.filter((each) => cameTo[each] > 0).map((each) => `${cameTo[each]} ${each}`);
  const counts = [decidedBy(numbers), opened, joined].map(String);
  return [rule, ...counts, share, lastAt ?? '', came.join(', ')];
}
