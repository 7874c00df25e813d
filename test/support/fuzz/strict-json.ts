/**
 * A second reader of JSON, written for the tests alone and stricter than most: what it refuses, other programs may read
 * in another way (RFC 7493).
 */
export function readStrictly(text: string): unknown {
  let at = 0;
  const fail = (what: string): never => {
    throw new SyntaxError(`${what} at ${at}`);
  };
  const blank = () => {
    while (' \t\n\r'.includes(text[at] ?? 'x')) at += 1;
  };
  const token = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? fail('unexpected');
    at += found.length;
    return found;
  };
  const string = (): string => {
    const value: string = JSON.parse(token(/"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy));
    return value.isWellFormed() ? value : fail('half a character');
  };
  const number = (): number => {
    const value = Number(token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y));
    return Number.isFinite(value) ? value : fail('beyond numbers');
  };
  const list = (): unknown[] => {
    const items: unknown[] = [];
    at += 1;
    blank();
    if (text[at] === ']') at += 1;
    else
      do {
        items.push(value());
        blank();
      } while (token(/[,\]]/y) === ',');
    return items;
  };
  const object = (): Map<string, unknown> => {
    const members = new Map<string, unknown>();
    at += 1;
    blank();
    if (text[at] === '}') at += 1;
    else
      do {
        blank();
        const name = string();
        if (members.has(name)) fail(`${name} twice`);
        blank();
        token(/:/y);
        members.set(name, value());
        blank();
      } while (token(/[,}]/y) === ',');
    return members;
  };
  const value = (): unknown => {
    blank();
    const first = text[at] ?? '';
    if (first === '{') return object();
    if (first === '[') return list();
    if (first === '"') return string();
    if (/[-\d]/.test(first)) return number();
    return { true: true, false: false, null: null }[token(/true|false|null/y)];
  };
  const whole = value();
  blank();
  return at === text.length ? whole : fail('more');
}

/** One text for one meaning: members by name, also one that is called `__proto__`. */
export function meaningOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(meaningOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(Object.is(value, -0) ? 0 : value) ?? 'none';
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const members = entries.filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${meaningOf(inner)}`).join(',')}}`;
}
