import type { ASTNode } from '@marcbachmann/cel-js';
import { RE2JS, RE2JSException } from 're2js';
import { childrenOf } from './condition-cost.ts';

/**
 * CEL's `matches` as CEL defines it, by RE2: in time that grows with the text, whatever the pattern. The library's own
 * searches by trial and error, and some patterns take it longer than a deadline.
 */

/** What `matches` of a condition is called instead: the library lets nobody replace one of its own functions. */
export const LINEAR_MATCHES = 'matchesByRe2';
const patterns = new Map<string, RE2JS>();

/** Whether the pattern is found in the text. Only for patterns that {@link useLinearMatches} has seen. */
export function matchesByRe2(text: string, pattern: string): boolean {
  return patterns.get(pattern)?.test(text) ?? false;
}

/**
 * Has an expression that is parsed, and not yet checked, call {@link LINEAR_MATCHES}. Why it may not, in a plain
 * sentence: a pattern that RE2 refuses, or one that is not written out, so that it is not known before it is needed.
 */
export function useLinearMatches(node: ASTNode): string | null {
  if (node.op === 'rcall' && node.args[0] === 'matches') {
    const [, , [pattern]] = node.args;
    if (pattern?.op !== 'value' || typeof pattern.args !== 'string') return 'matches() takes a pattern in quotes alone';
    const problem = compilePattern(pattern.args);
    if (problem !== null) return problem;
    node.args[0] = LINEAR_MATCHES;
  }
  for (const child of childrenOf(node)) {
    const problem = useLinearMatches(child);
    if (problem !== null) return problem;
  }
  return null;
}

function compilePattern(pattern: string): string | null {
  try {
    patterns.set(pattern, RE2JS.compile(pattern));
    return null;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return `'${pattern}' is no pattern of RE2: ${error.message}`;
  }
}
