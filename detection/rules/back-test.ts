import type { Finding } from '../finding.ts';
import { type Evaluation, opens, type RuleEvaluator } from './evaluate.ts';
import type { Touched } from './values.ts';

/** What changed rules would have made of findings that are known. */

export type Judged = { finding: Finding; touched: readonly Touched[] };
type Said = Pick<Evaluation, 'rule' | 'outcome' | 'suppressedBy'>;

/** `other-rule`: the same comes of it, by another rule or with other facts. */
export type Difference = {
  findingId: string;
  change: 'would-open' | 'would-not-open' | 'other-outcome' | 'other-rule';
  before: Said;
  after: Said;
  words: string;
};

/** Each finding of which the new rules say something else than the old ones. */
export function backTest(judged: readonly Judged[], before: RuleEvaluator, after: RuleEvaluator): Difference[] {
  return judged.flatMap(({ finding, touched }): Difference[] => {
    const difference = differenceOf(finding, before(finding, touched), after(finding, touched));
    return difference === null ? [] : [difference];
  });
}

/** What the new rules say otherwise of one finding; null where they say the same. */
export function differenceOf({ findingId }: Finding, was: Evaluation, is: Evaluation): Difference | null {
  const change = changeOf(was, is);
  if (change === null) return null;
  return { findingId, change, before: said(was), after: said(is), words: wordsOf(change, was, is) };
}

function changeOf(was: Evaluation, is: Evaluation): Difference['change'] | null {
  if (opens(was.outcome) !== opens(is.outcome)) return is.opens ? 'would-open' : 'would-not-open';
  if (was.outcome !== is.outcome) return 'other-outcome';
  const isSame = was.rule === is.rule && JSON.stringify(was.facts) === JSON.stringify(is.facts);
  return isSame ? null : 'other-rule';
}

function said({ rule, outcome, suppressedBy }: Evaluation): Said {
  return { rule, outcome, ...(suppressedBy !== undefined && { suppressedBy }) };
}

function wordsOf(change: Difference['change'], was: Evaluation, is: Evaluation): string {
  const [by, now] = [was, is].map(({ rule, suppressedBy }) =>
    suppressedBy === undefined ? `rule '${rule}'` : `window '${suppressedBy}'`,
  );
  switch (change) {
    case 'would-open':
      return `would open a breach by ${now}; was kept by ${by}`;
    case 'would-not-open':
      return `would open no breach any more: ${now} keeps it; opened one by ${by}`;
    case 'other-outcome':
      return `would be '${is.outcome}' by ${now}; was '${was.outcome}' by ${by}`;
    case 'other-rule':
      return was.rule === is.rule ? `${now} would give other facts` : `${now} would decide instead of ${by}`;
  }
}
