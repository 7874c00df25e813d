import type { ASTNode } from '@marcbachmann/cel-js';

/**
 * What a condition may cost. It is evaluated over the words of a report, on the way of a deadline: so its worst case is
 * known when it is compiled, and nothing a reporter writes can make it take longer. A step is one operation on one
 * value.
 */

/** The functions a condition may call, with their steps; none makes a text or a list longer than what it is given. */
export const FUNCTIONS: Readonly<Record<string, number>> = {
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

/** What the expressions of one kind may call, and how long their lists may be. */
export type CostRules = {
  functions: Readonly<Record<string, number>>;
  /** Those of them that look at each item where they are given a list. */
  perItem?: readonly string[];
  /** As many items as a list may have, by its name or that of its field; any other has `items`. */
  lists?: ReadonlyMap<string, number>;
  items: number;
  most: number;
};

/** What an expression takes at worst; or why it may not be compiled, in a plain sentence. */
export function costOf(ast: ASTNode, rules: CostRules): number | string {
  const forbidden = forbiddenFunction(ast, rules.functions);
  if (forbidden !== null) {
    const allowed = [...Object.keys(rules.functions), ...LOOPS].join(', ');
    return `calls ${forbidden}(), which no condition may; it may call ${allowed}`;
  }
  const steps = stepsOf(ast, [], rules);
  if (steps <= rules.most) return steps;
  return (
    `may take ${steps.toLocaleString('en')} steps, more than the ${rules.most.toLocaleString('en')} allowed: ` +
    `put fewer of ${LOOPS.join(', ')} inside each other`
  );
}

function forbiddenFunction(node: ASTNode, functions: CostRules['functions']): string | null {
  if (node.op === 'call' || node.op === 'rcall') {
    const [name] = node.args;
    if (!Object.hasOwn(functions, name) && !LOOPS.includes(name)) return name;
  }
  for (const child of childrenOf(node)) {
    const found = forbiddenFunction(child, functions);
    if (found !== null) return found;
  }
  return null;
}

/** @param single names that stand for one item of a list, where they are known */
function stepsOf(node: ASTNode, single: readonly string[], rules: CostRules): number {
  if (isLoop(node)) {
    const [, list, [item, ...body]] = node.args;
    const inside = [...single, ...(item?.op === 'id' && list.op !== 'list' ? [item.args] : [])];
    return (
      stepsOf(list, single, rules) + itemsOf(list, rules) * (1 + sum(body, (part) => stepsOf(part, inside, rules)))
    );
  }
  return ownSteps(node, single, rules) + sum(childrenOf(node), (child) => stepsOf(child, single, rules));
}

function ownSteps(node: ASTNode, single: readonly string[], rules: CostRules): number {
  switch (node.op) {
    case 'call':
    case 'rcall':
      return (rules.functions[node.args[0]] ?? 1) * givenItems(node, rules);
    case 'in':
      return itemsOf(node.args[1], rules);
    case '==':
    case '!=':
    case '+': {
      const [left, right] = node.args;
      const isOfLists = !isSingle(left, single) && !isSingle(right, single);
      return isOfLists ? itemsOf(left, rules) + itemsOf(right, rules) : 1;
    }
    default:
      return 1;
  }
}

/** How many items a call looks at: those of a list that is known as one, else the one that it is given. */
function givenItems({ op, args }: ASTNode, rules: CostRules): number {
  const [name, given] = args as [string, ASTNode | ASTNode[]];
  if (op !== 'call' || !rules.perItem?.includes(name)) return 1;
  const [first] = [given].flat();
  if (first === undefined) return 1;
  const isMade = isLoop(first) || ['list', '+', '?:'].includes(first.op);
  return isMade ? itemsOf(first, rules) : (knownItems(first, rules) ?? 1);
}

/** As many items as the list of this name may have; undefined where none of that name is known. */
function knownItems(node: ASTNode, rules: CostRules): number | undefined {
  return (
    rules.lists?.get(nameOf(node) ?? '') ??
    (node.op === '.' ? rules.lists?.get((node.args as [ASTNode, string])[1]) : undefined)
  );
}

/** How many items a list has at most. */
function itemsOf(node: ASTNode, rules: CostRules): number {
  if (node.op === 'list') return node.args.length;
  if (node.op === '+') return itemsOf(node.args[0], rules) + itemsOf(node.args[1], rules);
  if (node.op === '?:') return Math.max(itemsOf(node.args[1], rules), itemsOf(node.args[2], rules));
  if (isLoop(node)) return itemsOf(node.args[1], rules);
  return knownItems(node, rules) ?? rules.items;
}

/** Surely not a list: a word or number as written, one item of a list, or what an operator or a function gives. */
function isSingle(node: ASTNode, single: readonly string[]): boolean {
  if (node.op === 'id') return single.includes(node.args);
  return !['.', '.?', '[]', '[?]', '?:', '+', 'list', 'map'].includes(node.op) && !isLoop(node);
}

function isLoop(node: ASTNode): node is Extract<ASTNode, { op: 'rcall' }> {
  return node.op === 'rcall' && LOOPS.includes(node.args[0]);
}

/** `facts.systems` of a variable or its field; null of anything else. */
export function nameOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args as string;
  if (node.op !== '.') return null;
  const [object, field] = node.args as [ASTNode, string];
  const parent = nameOf(object);
  return parent === null ? null : `${parent}.${field}`;
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
