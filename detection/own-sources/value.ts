import { compileExpression, type Expression, type Language } from '../../domain/policy/typed-expressions.ts';
import type { Reader } from '../reader.ts';

/**
 * Where a value of a finding comes from, as a file writes it: a place in the alert (`rule.name`, `hosts[].name`, `.`
 * for all of it), or after `=` an expression. A place that ends with `?` may be missing; any other is noted then.
 */

/** What a value is read from: the alert or one entry of it for places, and both for expressions. */
export type Scope = { at: Reader; seen: () => object };

/** Where a value may stand: a part of the alert, and the path from there. */
type Spot = readonly [Reader, path: string];
type Way = {
  text: string;
  isExpression: boolean;
  mayBeMissing: boolean;
  /** Null where an expression cannot be worked out. */
  spots: (scope: Scope) => readonly Spot[] | null;
  /** A list stands there and has no entry: that says that there is none. */
  isEmpty: (scope: Scope) => boolean;
};
export type Value = { name: string; ways: readonly Way[]; steps: number };

/** A value out of what its file says, or what is wrong with it, in a plain sentence. */
export function compileValue(name: string, given: string | readonly string[], language: Language): Value | string {
  const ways: Way[] = [];
  let steps = 0;
  for (const text of [given].flat()) {
    const compiled = text.startsWith('=') ? compileExpression(text.slice(1).trim(), language) : compilePlace(text);
    if (typeof compiled === 'string') return compiled;
    if ('spots' in compiled) ways.push(compiled);
    else {
      steps += compiled.steps;
      const spots = (scope: Scope) => workedOut(name, compiled, scope);
      ways.push({ text, isExpression: true, mayBeMissing: false, spots, isEmpty: () => false });
    }
  }
  return { name, ways, steps };
}

/** What an expression gives, as a part of the alert that stands nowhere; null where it cannot be worked out. */
function workedOut(name: string, { evaluate }: Expression, { at, seen }: Scope): Spot[] | null {
  try {
    const given = evaluate(seen());
    return [[at.made(name, typeof given === 'bigint' ? Number(given) : given), '']];
  } catch {
    return null;
  }
}

function compilePlace(text: string): Way | string {
  const mayBeMissing = text.endsWith('?');
  const place = mayBeMissing ? text.slice(0, -1) : text;
  if (!isPlace(place)) {
    return `'${text}' is no place such as rule.name or hosts[].name; an expression begins with =`;
  }
  const parts = place === '.' ? [''] : place.split('[]').map((part) => part.replace(/^\./, ''));
  const spots = ({ at }: Scope) => reach(at, parts);
  return { text: place, isExpression: false, mayBeMissing, spots, isEmpty: ({ at }) => isEmptyList(at, parts) };
}

/** Names between dots, each with `[]` behind it where it is a list; a list in the first place has no name. */
function isPlace(place: string): boolean {
  const isName = (name: string) => /^[^[\]?]+(?:\[\])*$/.test(name);
  return place === '.' || place.split('.').every((name, n) => isName(name) || (n === 0 && /^(?:\[\])+$/.test(name)));
}

function reach(at: Reader, [first = '', ...rest]: readonly string[]): Spot[] {
  if (rest.length === 0) return [[at, first]];
  return at.list(first).flatMap((entry) => reach(entry, rest));
}

function isEmptyList(at: Reader, [first = '', ...rest]: readonly string[]): boolean {
  return rest.length > 0 && at.has(first) && at.list(first).every((entry) => isEmptyList(entry, rest));
}

type Read<T> = (reader: Reader, path: string) => T;

/** Of the ways in their order the first that gives something; null where none does. */
export function firstOf<T>(value: Value | undefined, scope: Scope, read: Read<T | null>): T | null {
  if (value === undefined) return null;
  let isThere = false;
  for (const way of value.ways) {
    const spots = way.spots(scope);
    for (const [reader, path] of spots ?? []) {
      const found = read(reader, path);
      if (found !== null) return found;
    }
    isThere ||= isSaid(way, spots, scope);
  }
  if (!isThere) noteMissing(value.name, value.ways, scope);
  return null;
}

/** What all of the ways give. */
export function allOf<T>(value: Value | undefined, scope: Scope, read: Read<readonly T[]>): T[] {
  if (value === undefined) return [];
  return value.ways.flatMap((way) => {
    const spots = way.spots(scope);
    if (!isSaid(way, spots, scope)) noteMissing(value.name, [way], scope);
    return (spots ?? []).flatMap(([reader, path]) => read(reader, path));
  });
}

/** Something stands there, or a list or an expression says that nothing is to be said. */
function isSaid({ isExpression, isEmpty }: Way, spots: readonly Spot[] | null, scope: Scope): boolean {
  return spots !== null && (isExpression || isEmpty(scope) || spots.some(([reader, path]) => reader.has(path)));
}

/** Nothing is lost in silence, but for what may be missing. */
function noteMissing(name: string, ways: readonly Way[], { at }: Scope): void {
  if (ways.some(({ mayBeMissing }) => mayBeMissing)) return;
  const places = ways.filter(({ isExpression }) => !isExpression).map(({ text }) => text);
  if (places.length > 0) at.note(places.join(' or '), 'is missing');
  else at.note(name, 'cannot be worked out by its expression');
}
