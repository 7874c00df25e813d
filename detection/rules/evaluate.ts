import type { Outcome } from '../../domain/alerts/rule-use.ts';
import type { FactsPatch } from '../../domain/facts.ts';
import type { Expression } from '../../domain/policy/typed-expressions.ts';
import type { Finding } from '../finding.ts';
import type { CompiledRule, RuleSet } from './compile.ts';
import { isWithin, type SuppressionWindow } from './suppression.ts';
import { type RuleValues, type Touched, valuesOf } from './values.ts';

/** What rules make of one finding. The first that holds decides. */
export type Evaluation = {
  rule: string;
  outcome: Outcome;
  /** Whether a suspected breach is opened. */
  opens: boolean;
  facts: FactsPatch;
  because: string;
  /** The window without which it would have opened a breach. */
  suppressedBy?: string;
};

export type RuleEvaluator = (finding: Finding, touched: readonly Touched[]) => Evaluation;

/**
 * The evaluator of a source; what falls into one of the windows opens nothing.
 *
 * @param zone the organisation's time zone (IANA)
 */
export function createEvaluator(set: RuleSet, zone: string, windows: readonly SuppressionWindow[] = []): RuleEvaluator {
  return (finding, touched) => {
    const values = valuesOf(finding, touched, zone);
    const rule = set.rules.find((each) => decides(each, holds(each, finding.type, values)));
    if (rule === undefined) throw new Error(`No rule of ${set.source} holds for everything.`);
    const evaluation = evaluationOf(rule);
    const window = evaluation.opens ? windowOf(windows, finding, values) : null;
    return window === null ? evaluation : suppressed(evaluation, window);
  };
}

/** The first window that a finding falls into. One whose condition cannot be evaluated suppresses nothing. */
export function windowOf(
  windows: readonly SuppressionWindow[],
  finding: Finding,
  values: RuleValues,
): SuppressionWindow | null {
  const isOf = (window: SuppressionWindow) => isWithin(window, finding) && heldOf(window.condition, values) === 'yes';
  return windows.find(isOf) ?? null;
}

/** What becomes of a finding that would have opened a breach. */
function suppressed(evaluation: Evaluation, { id, owner, until, reason }: SuppressionWindow): Evaluation {
  const because =
    `Kept, and opens nothing: the window '${id}' of ${owner} suppresses it until ${until}. ${reason} ` +
    `Without it: ${evaluation.because}`;
  return { ...evaluation, outcome: 'watch', opens: false, because, suppressedBy: id };
}

export function evaluationOf({ id, outcome, facts = {}, because }: CompiledRule): Evaluation {
  return { rule: id, outcome, opens: opens(outcome), facts, because };
}

export function opens(outcome: Outcome): boolean {
  return outcome === 'suspect' || outcome === 'page';
}

/** `unknown`: it asks for something that the finding does not say. */
export type Held = 'yes' | 'no' | 'unknown';

/** Whether the condition of a rule holds. */
export function holds({ condition, types }: CompiledRule, type: string, values: RuleValues): Held {
  if (types !== null && !types.some((beginning) => type.startsWith(beginning))) return 'no';
  return condition === null ? 'yes' : heldOf(condition, values);
}

export function heldOf({ evaluate }: Expression, values: RuleValues): Held {
  try {
    return evaluate(values) === true ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}

/** What is not known silences nothing: a rule that opens a breach then holds, and no other does. */
export function decides({ outcome }: CompiledRule, held: Held): boolean {
  return held === 'yes' || (held === 'unknown' && opens(outcome));
}
