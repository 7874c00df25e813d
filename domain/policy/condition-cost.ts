import type { ASTNode } from '@marcbachmann/cel-js';

/**
 * What a condition may cost. It is evaluated over the words of a report, on the way of a deadline: so its worst case is
 * known when it is compiled, and nothing a reporter writes can make it take longer. A step is one operation on one
 * value.
 */

/** The functions a condition may call, with their steps; none makes a text or a list longer than what it is given. */
const FUNCTIONS: Readonly<Record<string, number>> = {
  has: 1,
  size: 1,
  contains: 2,
  startsWith: 1,
  endsWith: 1,
  matches: 50,
  indexOf: 2,
  lastIndexOf: 2,
  substring: 1,
  lowerAscii: 2,
  upperAscii: 2,
  trim: 2,
  int: 1,
  double: 1,
  string: 1,
};
const LOOPS: readonly string[] = ['all', 'exists', 'exists_one', 'filter'];
/** As many items as a list of facts may have. */
const ITEMS = 1_000;
const MOST_STEPS = 5_000_000;

/** Why a condition may not be compiled, in a plain sentence; null where it may. */
export function tooCostly(ast: ASTNode): string | null {
  const forbidden = forbiddenFunction(ast);
  if (forbidden !== null) {
    const allowed = [...Object.keys(FUNCTIONS), ...LOOPS].join(', ');
    return `calls ${forbidden}(), which no condition may; it may call ${allowed}`;
  }
  const steps = stepsOf(ast, []);
  if (steps <= MOST_STEPS) return null;
  return (
    `may take ${steps.toLocaleString('en')} steps, more than the ${MOST_STEPS.toLocaleString('en')} allowed: ` +
    `put fewer of ${LOOPS.join(', ')} inside each other`
  );
}

function forbiddenFunction(node: ASTNode): string | null {
  if (node.op === 'call' || node.op === 'rcall') {
    const [name] = node.args;
    if (!Object.hasOwn(FUNCTIONS, name) && !LOOPS.includes(name)) return name;
  }
  for (const child of childrenOf(node)) {
    const found = forbiddenFunction(child);
    if (found !== null) return found;
  }
  return null;
}

/** @param single names that stand for one item of a list, where they are known */
function stepsOf(node: ASTNode, single: readonly string[]): number {
  if (isLoop(node)) {
    const [, list, [item, ...body]] = node.args;
    const inside = [...single, ...(item?.op === 'id' && list.op !== 'list' ? [item.args] : [])];
    return stepsOf(list, single) + itemsOf(list) * (1 + sum(body, (part) => stepsOf(part, inside)));
  }
  return ownSteps(node, single) + sum(childrenOf(node), (child) => stepsOf(child, single));
}

function ownSteps(node: ASTNode, single: readonly string[]): number {
  switch (node.op) {
    case 'call':
    case 'rcall':
      return FUNCTIONS[node.args[0]] ?? 1;
    case 'in':
      return itemsOf(node.args[1]);
    case '==':
    case '!=':
    case '+': {
      const [left, right] = node.args;
      const isOfLists = !isSingle(left, single) && !isSingle(right, single);
      return isOfLists ? itemsOf(left) + itemsOf(right) : 1;
    }
    default:
      return 1;
  }
}

/** How many items a list has at most. */
function itemsOf(node: ASTNode): number {
  if (node.op === 'list') return node.args.length;
  if (node.op === '+') return itemsOf(node.args[0]) + itemsOf(node.args[1]);
  if (node.op === '?:') return Math.max(itemsOf(node.args[1]), itemsOf(node.args[2]));
  if (isLoop(node)) return itemsOf(node.args[1]);
  return ITEMS;
}

/** Surely not a list: a word or number as written, one item of a list, or what an operator or a function gives. */
function isSingle(node: ASTNode, single: readonly string[]): boolean {
  if (node.op === 'id') return single.includes(node.args);
  return !['.', '.?', '[]', '[?]', '?:', '+', 'list', 'map'].includes(node.op) && !isLoop(node);
}

function isLoop(node: ASTNode): node is Extract<ASTNode, { op: 'rcall' }> {
  return node.op === 'rcall' && LOOPS.includes(node.args[0]);
}

/** What a node is made of, whichever it is. */
export function childrenOf({ args }: ASTNode): ASTNode[] {
  return [args].flat(3).filter(isNode);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
