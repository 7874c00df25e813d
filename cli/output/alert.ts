import { byRelation } from '../../domain/alerts/joining.ts';
import type { AlertView, FindingOutcome } from '../../domain/alerts/outcome.ts';
import { TOCSIN } from '../../web/command.ts';
import { alerts as words } from '../../web/languages/en/alerts.ts';
import { oneLineAll } from './printable.ts';
import { understoodLines } from './understood.ts';

/** How an alert reads on a terminal: what was understood, what matched and why, and what became of it. */

const BECAME: Record<FindingOutcome['became'], string> = {
  opened: 'opened',
  joined: 'joined',
  counted: 'counted; says nothing that is not known of',
  kept: 'kept; opened no breach',
};

/** What one alert was understood as. */
export function describeAlert(given: AlertView): string {
  const view = oneLineAll(given);
  const { reference, source, status, reason, outcome, breachId } = view;
  const head = `${reference} from ${source}, ${view.size} bytes${repeatsOf(view)}`;
  if (status === 'waiting') {
    return `${head}\nwaits to be read; nothing is lost\nnext: ${TOCSIN} alerts ${reference}`;
  }
  const findings = (outcome?.findings ?? []).map(describeFinding);
  const isPart = findings.length > 0;
  if (status !== 'judged') {
    const why = status === 'dead' ? `${isPart ? 'a part of it ' : ''}could not be read` : 'is no alert';
    const said = `${why}: ${reason?.detail ?? reason?.code ?? 'no reason is on record'}`;
    return [head, ...findings, `${said}${nextOf(view)}`].join('\n');
  }
  const more = outcome !== null && outcome.moreFindings > 0 ? [`and ${outcome.moreFindings} findings more`] : [];
  const next = breachId === null ? [] : [`next: ${TOCSIN} show ${breachId}`];
  return [head, ...findings, ...more, ...next].join('\n');
}

/** One line of the list of alerts. */
export function alertRow(given: AlertView): string[] {
  const { reference, source, status, reason, outcome, breachId } = oneLineAll(given);
  const [first] = outcome?.findings ?? [];
  const what = first === undefined ? (reason?.detail ?? '–') : `${first.type}, severity ${first.severity}`;
  return [reference, source, status, breachId ?? '–', what];
}

function repeatsOf({ repeats }: AlertView): string {
  if (repeats === 0) return '';
  return repeats === 1 ? ', came once more' : `, came ${repeats} times more`;
}

function nextOf({ status, reference }: AlertView): string {
  return status === 'dead' ? `\nnext, once that is mended: ${TOCSIN} alerts ${reference} --retry` : '';
}

/** Some tools name hundreds of things: the first ones tell of which kind they are. */
const NAMES = 10;

function describeFinding(finding: FindingOutcome): string {
  const { resources, moreResources, systems, rule, because, became, breachId } = finding;
  const hidden = Math.max(0, resources.length - NAMES) + moreResources;
  const named = [...resources.slice(0, NAMES), ...(hidden > 0 ? [`${hidden} more; --json has the first 100`] : [])];
  const matched = systems.map(({ id, name, by }) => `${name} (${id}) by ${by}`).join('; ');
  return [
    ...understoodLines(finding),
    `names:      ${named.length === 0 ? 'nothing' : named.join(', ')}`,
    `matched:    ${matched === '' ? 'no system of the data-flow register' : matched}`,
    `rule:       ${rule}: ${because}`,
    `became:     ${BECAME[became]}${breachId === null ? '' : ` ${breachId}`}`,
    ...joiningOf(finding),
  ].join('\n');
}

/** Why it stands where it does, one line each. */
function joiningOf({ joining }: FindingOutcome): string[] {
  if (joining === undefined) return [];
  const { because, follows, related } = joining;
  return [
    ...byRelation(because).map(
      ({ relation, values }) => `why there:  ${[words.relations[relation], ...values].join(' ')}`,
    ),
    ...(follows === null ? [] : [`follows:    ${follows}, which is closed and takes no alerts`]),
    ...(related.length === 0 ? [] : [`related:    ${related.join(', ')}: look whether they are one`]),
  ];
}
