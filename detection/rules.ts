import { z } from 'zod';
import type { System } from '../domain/dataflow.ts';
import { TocsinError } from '../domain/errors.ts';
import { FactsPatch } from '../domain/facts.ts';
import type { Finding } from './finding.ts';

/** What a finding means, as data: `policy/detection/<source>.yaml`. The first rule that matches decides. */

const When = z.strictObject({
  /** The finding's type starts with one of these. */
  type: z.array(z.string().min(1)).min(1).optional(),
  minSeverity: z.number().min(0).max(10).optional(),
  /** A touched resource is known to the data-flow register. */
  knownSystem: z.boolean().optional(),
  sample: z.boolean().optional(),
});

const Rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  when: When,
  /** Whether a suspected breach is opened; otherwise the alert is kept as evidence only. */
  opens: z.boolean(),
  facts: FactsPatch.optional(),
  because: z.string().min(10),
});

export const DetectionRules = z
  .strictObject({ source: z.string(), rules: z.array(Rule).min(1).max(500) })
  .refine(({ rules }) => new Set(rules.map((r) => r.id)).size === rules.length, {
    error: 'two rules share an id',
    path: ['rules'],
  })
  .refine(({ rules }) => rules.some((r) => Object.keys(r.when).length === 0), {
    error: 'the last rule must match everything (`when: {}`), so that no alert is left without an answer',
    path: ['rules'],
  });
export type DetectionRules = z.infer<typeof DetectionRules>;

export type Evaluation = { rule: string; opens: boolean; facts: FactsPatch; because: string };
export type RuleEvaluator = (finding: Finding, systems: readonly System[]) => Evaluation;

/** Checks the rules of one source and gives their evaluator; TocsinError('bad-input') names the field at fault. */
export function compileRules(data: unknown): { source: string; evaluate: RuleEvaluator } {
  const parsed = DetectionRules.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.map(String).join('.') ?? '';
    throw new TocsinError('bad-input', `Detection rules: ${path}: ${issue?.message ?? 'not as expected'}.`, path);
  }
  const { source, rules } = parsed.data;
  return { source, evaluate: (finding, systems) => evaluateRules(rules, finding, systems) };
}

function evaluateRules(rules: DetectionRules['rules'], finding: Finding, systems: readonly System[]): Evaluation {
  const rule = rules.find(({ when }) => matches(when, finding, systems.length > 0));
  if (rule === undefined) throw new Error(`No rule of ${finding.source} matches everything.`);
  return { rule: rule.id, opens: rule.opens, facts: rule.facts ?? {}, because: rule.because };
}

function matches(when: z.infer<typeof When>, finding: Finding, known: boolean): boolean {
  if (when.type !== undefined && !when.type.some((prefix) => finding.type.startsWith(prefix))) return false;
  if (when.minSeverity !== undefined && finding.severity < when.minSeverity) return false;
  if (when.knownSystem !== undefined && when.knownSystem !== known) return false;
  return when.sample === undefined || when.sample === finding.sample;
}
