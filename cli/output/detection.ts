import type { Finding } from '../../detection/finding.ts';
import type { Difference } from '../../detection/rules/back-test.ts';
import type { Evaluation } from '../../detection/rules/evaluate.ts';
import type { Tried } from '../../detection/rules/trace.ts';
import type { Touched } from '../../detection/rules/values.ts';
import type { SystemMatch, UnknownResource } from '../../detection/systems/system-index.ts';
import { understoodOf } from '../../detection/understood.ts';
import { plural } from '../../web/desk/words.ts';
import { oneLineAll } from './printable.ts';
import { line, understoodLines } from './understood.ts';

/** How a tried alert reads on a terminal: what was understood, what matched, and which rule decides why. */

export type TriedFinding = {
  finding: Finding;
  touched: readonly Touched[];
  matches: readonly SystemMatch[];
  unknown: readonly UnknownResource[];
  rules: readonly Tried[];
  evaluation: Evaluation;
};

type Trial = {
  source: string;
  /** Whether systems were looked up. */
  hasRegister: boolean;
  findings: readonly TriedFinding[];
  aside: readonly string[];
  refused: string | null;
  differences: readonly Difference[] | null;
};

/** What a whole body was understood as. */
export function describeTrial(given: Trial): string {
  const { source, hasRegister, findings, aside, refused, differences } = oneLineAll(given);
  return [
    `${plural(findings.length, 'finding')} of ${source}`,
    ...findings.map((finding) => describeFinding(finding, hasRegister)),
    ...aside.map((why) => `not for us: ${why}`),
    ...(refused === null ? [] : [`could not be read: ${refused}`]),
    ...(differences === null ? [] : describeDifferences(differences)),
  ].join('\n');
}

function describeFinding(
  { finding, touched, matches, unknown, rules, evaluation }: TriedFinding,
  hasRegister: boolean,
): string {
  const { rule, outcome, because, facts } = evaluation;
  const given = Object.entries(facts).map(([field, value]) => `${field}: ${value}`);
  return [
    '',
    ...understoodLines(understoodOf(finding)),
    ...matches.filter(({ decides }) => decides).map((match) => `matched:    ${describeMatch(match, finding, touched)}`),
    ...(touched.length === 0 ? [`matched:    ${hasRegister ? IN_NONE : NOT_LOOKED}`] : []),
    ...unknownOf(unknown),
    ...rules.map((tried) => `tried:      ${describeRule(tried)}`),
    `outcome:    ${outcome}, by rule ${rule}: ${because}`,
    ...line('facts:', given.join(', ')),
  ].join('\n');
}

const IN_NONE = 'no system of the data-flow register';
const NOT_LOOKED = 'nothing was looked up: give the data-flow register with --register';

/** Some tools name thousands of things: the first ones tell of which kind they are. */
const UNKNOWN_SHOWN = 10;

function unknownOf(all: readonly UnknownResource[]): string[] {
  const shown = all.length <= UNKNOWN_SHOWN + 1 ? all : all.slice(0, UNKNOWN_SHOWN);
  const lines = shown.map(({ kind, name, count }) => {
    return `unknown:    ${kind} ${name}${count > 1 ? ` (${count} times)` : ''}`;
  });
  const more = all.length - shown.length;
  return more === 0 ? lines : [...lines, `unknown:    and ${more} more; --json has all`];
}

function describeMatch({ system, name, alias, way, resource }: SystemMatch, finding: Finding, all: readonly Touched[]) {
  const { kind, names } = finding.resources[resource] ?? { kind: 'other', names: [] };
  const of = all.find((each) => each.system.id === system)?.system.name ?? system;
  return `${kind} ${names[0] ?? name} is ${of} (${system}), by ${way}: ${name}${alias === name ? '' : ` as ${alias}`}`;
}

const HELD = { yes: 'holds', no: 'does not hold', unknown: 'is not known' };

function describeRule({ rule, held, decides, part }: Tried): string {
  const why = part === null ? '' : `: ${part}`;
  return `${rule} ${HELD[held]}${why}${decides ? ', and decides' : ''}`;
}

function describeDifferences(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return ['', 'The other policy would do the same.'];
  return ['', 'With the other policy:', ...differences.map(({ findingId, words }) => `  ${findingId} ${words}`)];
}
