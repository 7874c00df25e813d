import type { ASTNode } from '@marcbachmann/cel-js';
import { nameOf } from '../../domain/policy/condition-cost.ts';

/**
 * What the type of a finding must begin with for a condition to hold; null where it may hold for any. Of hundreds of
 * rules most are about other types, and are passed over by this alone.
 */
export function typeGuard(node: ASTNode): readonly string[] | null {
  switch (node.op) {
    case '&&':
      return typeGuard(node.args[0]) ?? typeGuard(node.args[1]);
    case '||': {
      const [left, right] = node.args.map(typeGuard);
      return left == null || right == null ? null : [...left, ...right];
    }
    case '==':
      return isType(node.args[0]) ? textsOf(node.args[1]) : isType(node.args[1]) ? textsOf(node.args[0]) : null;
    case 'in':
      return isType(node.args[0]) ? textsOf(node.args[1]) : null;
    case 'rcall': {
      const [name, object, [beginning]] = node.args;
      const isBeginning = name === 'startsWith' || name === 'startsWithAny';
      return isBeginning && isType(object) && beginning !== undefined ? textsOf(beginning) : null;
    }
    default:
      return null;
  }
}

function isType(node: ASTNode): boolean {
  return nameOf(node) === 'finding.type';
}

/** The text or the texts as they are written out; null for any other expression. */
function textsOf(node: ASTNode): string[] | null {
  if (node.op === 'value') return typeof node.args === 'string' ? [node.args] : null;
  if (node.op !== 'list') return null;
  const texts = node.args.map(textsOf);
  return texts.some((text) => text === null) ? null : texts.flatMap((text) => text ?? []);
}
