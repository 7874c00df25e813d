/**
 * Names with `*` for any text. Each has at least three literal characters at its beginning or its end, by which it is
 * found: the cost of a look-up is the number of different lengths of these, not of patterns.
 */
export type Pattern = { text: string; prefix: string; suffix: string; literal: number };

const LEAST_LITERAL = 3;

/** A name as a pattern; null where it has no `*`, or too little beside it. */
export function patternOf(name: string): Pattern | null {
  const first = name.indexOf('*');
  if (first < 0) return null;
  const [prefix, suffix] = [name.slice(0, first), name.slice(name.lastIndexOf('*') + 1)];
  if (Math.max(prefix.length, suffix.length) < LEAST_LITERAL) return null;
  return { text: name, prefix, suffix, literal: name.replaceAll('*', '').length };
}

/** Whether a name is of a pattern; in a time that grows with neither the number of `*` nor their places. */
export function isOfPattern(name: string, { text, prefix, suffix }: Pattern): boolean {
  if (name.length < prefix.length + suffix.length) return false;
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return false;
  const end = name.length - suffix.length;
  let at = prefix.length;
  for (const piece of text.split('*').slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** Patterns with what belongs to each, by their literal ends. */
export class PatternMap<T> {
  readonly #byEnds = new Map<string, { pattern: Pattern; value: T }[]>();
  readonly #lengths = new Map<string, [prefix: number, suffix: number]>();

  add(pattern: Pattern, value: T): void {
    const { prefix, suffix } = pattern;
    const key = `${prefix}\0${suffix}`;
    const known = this.#byEnds.get(key);
    if (known === undefined) this.#byEnds.set(key, [{ pattern, value }]);
    else known.push({ pattern, value });
    this.#lengths.set(`${prefix.length}/${suffix.length}`, [prefix.length, suffix.length]);
  }

  find(name: string): { pattern: Pattern; value: T }[] {
    const found: { pattern: Pattern; value: T }[] = [];
    for (const [prefix, suffix] of this.#lengths.values()) {
      if (name.length < prefix + suffix) continue;
      const known = this.#byEnds.get(`${name.slice(0, prefix)}\0${name.slice(name.length - suffix)}`) ?? [];
      found.push(...known.filter(({ pattern }) => isOfPattern(name, pattern)));
    }
    return found;
  }
}
