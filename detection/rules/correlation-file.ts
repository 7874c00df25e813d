import { z } from 'zod';
import { GROUP_FIELDS, type RuleHit } from '../../domain/alerts/rule-hit.ts';
import { slug } from '../../domain/policy/schema.ts';
import { type Instant, plusMs } from '../../domain/time.ts';
import type { Report, RuleSet } from './compile.ts';
import { Correlation, correlate, counts } from './correlation.ts';
import { Timespan } from './timespan.ts';

/** What several findings mean together, as data: `policy/detection/correlations.yaml`. */

const values = Object.fromEntries(GROUP_FIELDS.map((field) => [field, z.array(z.string().min(1)).optional()]));
const Values = z.strictObject(values as Record<(typeof GROUP_FIELDS)[number], z.ZodOptional<z.ZodArray<z.ZodString>>>);

/** A golden case: findings one after the other, each by the rule that decided it, and whether the last one fires. */
const CorrelationCase = z.strictObject({
  name: z.string().trim().min(5).max(200),
  correlation: slug,
  findings: z
    .array(
      z.strictObject({
        rule: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, '<source>/<rule>'),
        /** So long after the first. */
        after: Timespan.default(0),
        values: Values.default({}),
      }),
    )
    .min(1)
    .max(100),
  fires: z.boolean(),
});

export const Correlations = z.strictObject({
  correlations: z.array(Correlation).max(100),
  cases: z.array(CorrelationCase).default([]),
});
export type Correlations = z.infer<typeof Correlations>;

/** Checks that the rules that are counted are there, and runs the golden cases. */
export function checkCorrelations(
  { correlations, cases }: Correlations,
  sets: ReadonlyMap<string, RuleSet>,
  report: Report,
): void {
  const rules = [...sets.values()].flatMap((set) =>
    set.rules.map(({ id, outcome }) => ({ rule: `${set.source}/${id}`, outcome })),
  );
  for (const [index, correlation] of correlations.entries()) {
    if (correlations.findIndex(({ id }) => id === correlation.id) < index) {
      report(['correlations', index, 'id'], `two correlations share the id '${correlation.id}'`);
    }
    for (const [place, name] of correlation.rules.entries()) {
      const meant = rules.filter(({ rule }) => counts({ rules: [name] }, rule));
      const path = ['correlations', index, 'rules', place];
      if (meant.length === 0) report(path, `there is no rule '${name}'`);
      else if (meant.every(({ outcome }) => outcome === 'ignore')) {
        report(path, `'${name}' ignores what it decides, and what is ignored counts nowhere`);
      }
    }
    for (const fires of [true, false]) {
      if (!cases.some((one) => one.correlation === correlation.id && one.fires === fires)) {
        report(['cases'], `no case in which '${correlation.id}' ${fires ? 'fires' : 'does not fire'}`);
      }
    }
  }
  for (const [index, { correlation: id, findings, fires }] of cases.entries()) {
    const correlation = correlations.find((one) => one.id === id);
    if (correlation === undefined) {
      report(['cases', index, 'correlation'], `there is no correlation '${id}'`);
      continue;
    }
    const hits = findings.map(({ rule, after, values: of }, n): RuleHit => {
      return { finding: `finding-${n}`, rule, at: plusMs(FIRST, after), values: of };
    });
    const last = hits.at(-1);
    if (last !== undefined && correlate(correlation, hits.slice(0, -1), last).fires !== fires) {
      report(['cases', index, 'fires'], `is ${!fires}, not ${fires}`);
    }
  }
}

const FIRST: Instant = '2026-11-24T09:00:00.000Z';
