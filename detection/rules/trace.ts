import type { ASTNode } from '@marcbachmann/cel-js';
import type { Language } from '../../domain/policy/typed-expressions.ts';
import type { Finding } from '../finding.ts';
import { type CompiledRule, conditionOf, type RuleSet } from './compile.ts';
import { decides, type Held, heldOf, holds } from './evaluate.ts';
import { type RuleValues, type Touched, valuesOf } from './values.ts';

/** One rule that was tried: whether its condition holds, and the part of it by which it does not. */
export type Tried = { rule: string; held: Held; decides: boolean; part: string | null };

/** Every rule up to the one that decides, as the evaluator tries them. */
export function traceRules(
  { rules }: RuleSet,
  finding: Finding,
  touched: readonly Touched[],
  { zone, language }: { zone: string; language: Language },
): Tried[] {
  const values = valuesOf(finding, touched, zone);
  const tried: Tried[] = [];
  for (const rule of rules) {
    const held = holds(rule, finding.type, values);
    const part = held === 'yes' ? null : partOf(rule, held, values, language);
    tried.push({ rule: rule.id, held, decides: decides(rule, held), part });
    if (decides(rule, held)) break;
  }
  return tried;
}

/** The first of the parts joined by `&&` that comes out as the whole does. */
function partOf({ when, condition }: CompiledRule, held: Held, values: RuleValues, language: Language): string | null {
  if (condition === null) return when;
  const found = partsOf(condition.ast).find((part) => {
    const compiled = conditionOf(part, language);
    return typeof compiled !== 'string' && heldOf(compiled, values) === held;
  });
  return found ?? when;
}

function partsOf(node: ASTNode): string[] {
  if (node.op === '&&') return node.args.flatMap(partsOf);
  return [node.input.slice(node.start, node.end)];
}
