import type { FieldValue } from './context.ts';
import { type Step, stepsOf } from './path.ts';
import type { FilingField } from './template.ts';
import { listOf } from './values.ts';

/** A file of objects within objects, as each field's `path` says where its value stands: see `path.ts`. */

type Tree = { [name: string]: unknown };
type Value = Exclude<FieldValue, null>;
type Filled = { field: FilingField; value: Value };

/** The tree of all fields that have a path and a value, in the order of the form. */
export function treeOf(filled: readonly Filled[]): Tree {
  const tree: Tree = {};
  // How many elements there are, lists of texts say: what is the same in each comes after them.
  const isSameInEach = ({ field }: Filled) => field.kind !== 'list' && (field.path ?? '').includes('[*]');
  for (const { field, value } of [...filled.filter((one) => !isSameInEach(one)), ...filled.filter(isSameInEach)]) {
    if (field.path !== null) put(tree, stepsOf(field.path), carried(field, value), field.kind === 'list');
  }
  return tree;
}

/** Times in UTC to the second: what the authorities' schemas ask for. */
function carried({ kind }: FilingField, value: Value): unknown {
  if (kind === 'list') return listOf(value);
  return kind === 'date-time' ? `${new Date(String(value)).toISOString().slice(0, 19)}Z` : value;
}

function put(at: Tree, [step, ...rest]: Step[], value: unknown, isList: boolean): void {
  if (step === undefined) return;
  const { name, of } = step;
  if (of === null && rest.length === 0) {
    at[name] = value;
    return;
  }
  if (of === null) {
    at[name] ??= {};
    put(at[name] as Tree, rest, value, isList);
    return;
  }
  at[name] ??= [];
  const list = at[name] as Tree[];
  if (of === 'new' || (of === 'each' && isList)) {
    for (const [i, one] of [value].flat().entries()) {
      list[i] ??= {};
      put(list[i], rest, one, false);
    }
    return;
  }
  if (of === 'each' && list.length === 0) list.push({});
  const elements = of === 'each' ? list : list.filter((element) => element[of.key] === of.word);
  for (const element of elements) put(element, rest, value, isList);
}

/** What the tree says at the field's path; undefined where it says nothing. */
export function valueIn(tree: unknown, { path, kind }: FilingField): Value | undefined {
  const found = path === null ? [] : look([tree], stepsOf(path));
  const isMany = kind === 'list' || (kind === 'choices' && !found.some(Array.isArray));
  return found.length === 0 ? undefined : ((isMany ? found : found[0]) as Value);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

function look(at: readonly unknown[], [step, ...rest]: Step[]): unknown[] {
  if (step === undefined) return [...at];
  const { name, of } = step;
  const found = at.flatMap((one) => {
    const next = isTree(one) && Object.hasOwn(one, name) ? one[name] : null;
    if (next === null) return [];
    if (of === null) return [next];
    const elements: unknown[] = Array.isArray(next) ? next : [];
    return typeof of === 'string' ? elements : elements.filter((element) => Object(element)[of.key] === of.word);
  });
  return look(found, rest);
}
