import { type Finding, plainId } from '../finding.ts';
import { type Difference, differenceOf } from './back-test.ts';
import type { Evaluation } from './evaluate.ts';

/** What two sets of rules make of many findings, counted. Nothing in it grows with the number of alerts. */

/** How many findings come to this outcome by this rule, under each policy. */
export type RuleCount = { source: string; rule: string; outcome: string; before: number; after: number };

/** A finding that comes out otherwise, by its id, without its title; how many alerts brought it, and the first. */
export type FindingDifference = Omit<Difference, 'findingId'> & {
  source: string;
  finding: string;
  sample: boolean;
  alerts: number;
  alert: string;
};

export type Tally = {
  add(alert: string, finding: Finding, was: Evaluation, is: Evaluation): void;
  counts(): RuleCount[];
  differences(): FindingDifference[];
  /** Alerts with differences beyond those that are listed. */
  unlisted(): number;
};

const MOST_LISTED = 10_000;

export function createTally(mostListed = MOST_LISTED): Tally {
  const counts = new Map<string, RuleCount>();
  const differences = new Map<string, FindingDifference>();
  let unlisted = 0;
  const count = (source: string, { rule, outcome, suppressedBy }: Evaluation, which: 'before' | 'after') => {
    const named = suppressedBy === undefined ? rule : `${rule}, in window ${suppressedBy}`;
    const key = JSON.stringify([source, named, outcome]);
    const row = counts.get(key) ?? { source, rule: named, outcome, before: 0, after: 0 };
    row[which] += 1;
    counts.set(key, row);
  };
  return {
    add(alert, finding, was, is) {
      const { source, sample } = finding;
      count(source, was, 'before');
      count(source, is, 'after');
      const difference = differenceOf(finding, was, is);
      if (difference === null) return;
      const { findingId, ...rest } = difference;
      const key = JSON.stringify([source, findingId, rest.before, rest.after]);
      const known = differences.get(key);
      if (known !== undefined) known.alerts += 1;
      else if (differences.size >= mostListed) unlisted += 1;
      else differences.set(key, { source, finding: plainId(findingId), sample, alerts: 1, alert, ...rest });
    },
    counts: () => [...counts.values()].toSorted(bySize),
    differences: () => [...differences.values()],
    unlisted: () => unlisted,
  };
}

/** What changes most first. */
function bySize(a: RuleCount, b: RuleCount): number {
  const change = ({ before, after }: RuleCount) => Math.abs(after - before);
  return change(b) - change(a) || b.before - a.before || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}
