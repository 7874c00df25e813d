import { z } from 'zod';
import { OUTCOMES } from '../../domain/alerts/rule-use.ts';
import { System } from '../../domain/dataflow.ts';
import { FactsPatch } from '../../domain/facts.ts';
import { expression, sentence, slug } from '../../domain/policy/schema.ts';
import { Finding, FindingResource } from '../finding.ts';
import { StormPolicy, USUAL_STORM } from '../suspicions/storm-policy.ts';

/** What a finding means, as data: `policy/detection/<source>.yaml`, and `common.yaml` for all sources. */

/** Rules that one finding is held against, those of its source and the common ones together. */
export const MOST_RULES = 500;

const Rule = z.strictObject({
  id: slug,
  /** A CEL expression over the finding and the systems that it touches; left out where it always holds. */
  when: expression.optional(),
  outcome: z.enum(OUTCOMES),
  facts: FactsPatch.optional(),
  because: sentence,
});
export type Rule = z.infer<typeof Rule>;

/** A golden case: what differs from a finding of medium severity, the systems it touches, and what comes of it. */
export const RuleCase = z.strictObject({
  name: z.string().trim().min(5).max(200),
  finding: Finding.partial().extend({
    actor: Finding.shape.actor.partial().optional(),
    resources: z.array(FindingResource.partial()).optional(),
  }),
  /** What each differs in from a system of customers' data. */
  systems: z.array(System.partial()).default([]),
  expect: z.strictObject({ rule: slug, outcome: z.enum(OUTCOMES) }),
});
export type RuleCase = z.infer<typeof RuleCase>;

const rules = z.array(Rule).max(MOST_RULES);
const cases = z.array(RuleCase).min(1);

export const SourceRules = z.strictObject({ source: slug, rules: rules.default([]), cases });
export type SourceRules = z.infer<typeof SourceRules>;

/**
 * `before` decides before the rules of any source do: what is none of theirs, such as samples. `after` decides what no
 * rule of the source does; its last one always holds, so that no alert is left without an answer.
 */
export const CommonRules = z.strictObject({
  before: rules.default([]),
  after: rules.min(1),
  storm: StormPolicy.default(USUAL_STORM),
  cases,
});
export type CommonRules = z.infer<typeof CommonRules>;
