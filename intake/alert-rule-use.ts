import type { RuleOfBreach, RuleUse } from '../domain/alerts/rule-use.ts';
import { breachOf, type Handed } from './alert-hand-over.ts';
import type { Taken } from './alert-taken.ts';

/**
 * Which rules decided on the alerts of a batch, and which breaches they opened or had something join.
 *
 * @param left those that did not fail; `done`: those of them that are not put off
 */
export function ruleUsesOf(
  left: readonly Taken[],
  done: readonly Taken[],
  handed: Handed,
): { uses: RuleUse[]; breaches: RuleOfBreach[] } {
  const counted = new Set(done.map(({ doc }) => doc._id));
  const all = left.flatMap(({ doc, judged }) => judged.map((one) => ({ doc, one })));
  return {
    uses: all.map(({ doc, one: { rule, evaluation } }) => {
      return { rule, outcome: evaluation.outcome, at: doc.receivedAt, counts: counted.has(doc._id) };
    }),
    breaches: all.flatMap(({ doc, one }): RuleOfBreach[] => {
      const breachId = breachOf(one, handed);
      if (breachId === null) return [];
      const head = { breachId, at: doc.receivedAt };
      const also = one.alsoRules.map((rule) => ({ ...head, rule, opened: false }));
      return [{ ...head, rule: one.rule, opened: handed.opened.has(one.key) }, ...also];
    }),
  };
}
