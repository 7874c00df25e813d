import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { type CostRules, childrenOf, costOf, nameOf } from './condition-cost.ts';
import { LINEAR_MATCHES, matchesByRe2, useLinearMatches } from './linear-patterns.ts';

/**
 * CEL over declared, typed variables, as every part of the policy is written in it: names and words that there are not
 * are refused, the worst case of the cost is known, and patterns are searched in linear time.
 */

export type Language = {
  environment: Environment;
  /**
   * The only words that a variable can be, by its name, or by `*.` and that of a field which items of lists have; a
   * comparison with any other word would never hold.
   */
  words: Readonly<Record<string, readonly string[]>>;
  cost: CostRules;
  /** What else is wrong with an expression, in a plain sentence. */
  check?: (ast: ASTNode) => string | null;
};

export type Expression = {
  /** Throws where it cannot be evaluated. */
  evaluate: (context: object) => unknown;
  type: string;
  ast: ASTNode;
  /** What it takes at worst. */
  steps: number;
};

/** An environment in which `matches` is RE2's; a language adds its variables and functions. */
export function newEnvironment(): Environment {
  return new Environment({ limits: { maxAstNodes: 500, maxDepth: 50 } }).registerFunction(
    `string.${LINEAR_MATCHES}(string): bool`,
    matchesByRe2,
    { async: false },
  );
}

/** Compiles an expression of a language; gives a plain sentence instead where that cannot be. */
export function compileExpression(text: string, { environment, words, cost, check }: Language): Expression | string {
  const checked = environment.check(text);
  if (!checked.valid)
    return `does not compile: ${checked.error && 'summary' in checked.error ? checked.error.summary : 'error'}`;
  const evaluate = environment.parse(text);
  const wrong = wrongWord(evaluate.ast, words) ?? check?.(evaluate.ast) ?? null;
  if (wrong !== null) return wrong;
  const steps = costOf(evaluate.ast, cost);
  if (typeof steps === 'string') return steps;
  const pattern = useLinearMatches(evaluate.ast);
  return pattern ?? { evaluate, type: String(checked.type), ast: evaluate.ast, steps };
}

/** Why an expression is not of the type that is asked for; null where it is. */
export function typeProblem({ type }: Expression, wanted: 'bool'): string | null {
  return type === wanted ? null : `must be true or false, but is of type ${type}`;
}

function wrongWord(node: ASTNode, words: Language['words']): string | null {
  if (node.op === '==' || node.op === '!=' || node.op === 'in') {
    const [left, right] = node.args as [ASTNode, ASTNode];
    const found = misspelt(left, right, words) ?? misspelt(right, left, words);
    if (found !== null) return found;
  }
  for (const child of childrenOf(node)) {
    const found = wrongWord(child, words);
    if (found !== null) return found;
  }
  return null;
}

function misspelt(variable: ASTNode, literal: ASTNode, all: Language['words']): string | null {
  const name = nameOf(variable);
  const field = name === null ? '' : `*${name.slice(name.lastIndexOf('.'))}`;
  const key = [name ?? '', field].find((each) => Object.hasOwn(all, each));
  const words = key === undefined ? undefined : all[key];
  const values = literal.op === 'list' ? (literal.args as ASTNode[]) : [literal];
  const wrong = words && values.find((v) => v.op === 'value' && typeof v.args === 'string' && !words.includes(v.args));
  return wrong ? `'${String(wrong.args)}' is no word of ${name}; it can be ${words?.join(', ')}` : null;
}
