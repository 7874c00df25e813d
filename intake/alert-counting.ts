import type { Finding } from '../detection/finding.ts';
import {
  type Correlation,
  correlate,
  counts,
  endOf,
  groupNames,
  leastOf,
  stillCounting,
} from '../detection/rules/correlation.ts';
import type { Evaluation } from '../detection/rules/evaluate.ts';
import type { Marks } from '../domain/alerts/marks.ts';
import type { RuleHit } from '../domain/alerts/rule-hit.ts';
import { ruleName } from '../domain/alerts/rule-use.ts';
import type { Instant } from '../domain/time.ts';
import type { AlertGroup } from '../store/alert-groups.ts';

/** A correlation that fires, with the findings before this one that it fires by. */
export type Together = { correlation: Correlation; count: number; findings: string[] };

/** What findings of one batch come to together with those before them. */
export type Counting = {
  /** Counts one; null where nothing fires with it. */
  count(hit: RuleHit): Together | null;
  /** The groups as they are with the batch. */
  changed(): (AlertGroup & { endsAt: Instant })[];
};

/** A finding as correlations count it. */
export function hitOf(
  finding: Finding,
  {
    id,
    evaluation,
    marks,
    at,
    receivedAt,
  }: { id: string; evaluation: Evaluation; marks: Marks; at: Instant; receivedAt: Instant },
): RuleHit {
  const { system, user, ip, account, resource } = marks;
  const values = { system, user, ip, account, resource, type: [finding.type], source: [finding.source] };
  return { finding: id, rule: ruleName(finding.source, evaluation.rule), at, receivedAt, values };
}

/** Whether a finding counts anywhere: what is ignored, or was expected by a suppression window, does not. */
export function isCounted({ outcome, suppressedBy }: Evaluation): boolean {
  return outcome !== 'ignore' && suppressedBy === undefined;
}

/** @param groups as they were read, by name */
export function createCounting(
  correlations: readonly Correlation[],
  groups: Pick<ReadonlyMap<string, AlertGroup>, 'get'>,
): Counting {
  const changed = new Map<string, AlertGroup & { endsAt: Instant }>();

  const countIn = (correlation: Correlation, hit: RuleHit): Together | null => {
    let fired: Together | null = null;
    for (const name of groupNames(correlation, hit)) {
      const group = changed.get(name) ?? groups.get(name);
      if (group === undefined) continue;
      const { fires, count, findings } = correlate(correlation, group.hits, hit);
      const others = findings.filter((finding) => finding !== hit.finding);
      if (fires && (fired === null || count > fired.count)) fired = { correlation, count, findings: others };
      const hits = stillCounting(correlation, [...group.hits, hit]);
      changed.set(name, { id: group.id, seq: group.seq, hits, endsAt: endOf(correlation, hits) });
    }
    return fired;
  };

  return {
    count(hit) {
      const fired = correlations.filter((each) => counts(each, hit.rule)).map((each) => countIn(each, hit));
      return fired.find((each) => each !== null) ?? null;
    },
    changed: () => [...changed.values()],
  };
}

/** The groups in which these findings count, by name: the correlation of each, and how many of these count in it. */
export function groupsToRead(
  correlations: readonly Correlation[],
  hits: readonly RuleHit[],
): Map<string, { correlation: Correlation; coming: number }> {
  const names = new Map<string, { correlation: Correlation; coming: number }>();
  for (const hit of hits) {
    for (const correlation of correlations.filter((each) => counts(each, hit.rule))) {
      for (const name of groupNames(correlation, hit)) {
        names.set(name, { correlation, coming: (names.get(name)?.coming ?? 0) + 1 });
      }
    }
  }
  return names;
}

/** The findings of groups that can fire with those that are coming. */
export function findingsToRead(
  names: ReturnType<typeof groupsToRead>,
  groups: ReadonlyMap<string, AlertGroup>,
): string[] {
  return [...names].flatMap(([name, { correlation, coming }]) => {
    const hits = groups.get(name)?.hits ?? [];
    return hits.length + coming < leastOf(correlation) ? [] : hits.map(({ finding }) => finding);
  });
}

/** What the findings mean together, where one alone would have opened nothing. */
export function togetherOf(evaluation: Evaluation, { correlation, count }: Together): Evaluation {
  if (evaluation.opens) return evaluation;
  const { id, because, facts } = correlation;
  const counted = `${because} Counted: ${count}; this one by itself: ${evaluation.because}`;
  return { rule: id, outcome: 'suspect', opens: true, facts: { ...evaluation.facts, ...facts }, because: counted };
}
