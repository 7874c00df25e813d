import type { Random } from './random.ts';

/** Changes to inputs that were good, a few at a time, so that most of what a parser looks at is still in its place. */

const ODD_TEXTS: readonly string[] = [
  ...['', ' ', '\0', '\n', '\r', '\r\n', '\t', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ufffd', '\ud83d', '\udca5'],
  ...['💥', 'é', 'e\u0301', 'ß', 'İ', '\u202e', '\u200f', '__proto__', 'constructor', 'prototype', 'toString'],
  ...['$where', '$gt', 'a.b', '../../x', "'", '"', '`', '\\', '%', '%00', '%ff', '%ed%a0%80', '&', '=', ';', ',', ':'],
  ...['<b>', '<!--', ']]>', '{{subject}}', '{{', '=1+1', '@x', '-', '--', '#', '*', '&a', '*a', '!!js', '|', '>', '?'],
  ...['0', '-0', '-1', '1.5', '1e999', '1e-999', '0x10', '9007199254740993', 'NaN', 'null', 'true', '~', '[]', '{}'],
  ...[
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T08:40:60Z',
    '2026-11-24T08:40:00+25:00',
  ],
  ...['9999-12-31', '9999-12-31T23:59:59.999Z', '0000-01-01', '0000-01-01T00:00:00+23:59', '2026-10-25T02:30'],
  ...['TOC-2026-0001-K7M', 'gdpr-art33-1-authority', 'a@b.example', '٣', '１', 'Ⅳ', 'ﬁ', 'x'.repeat(300)],
];
const ODD_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 1e21, 2 ** 53, -1e308, '', ' ', [], {}, [[]], [null], { a: { b: [1] } }],
];
const ODD_KEYS: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'toString',
  '',
  '$set',
  'a.b',
  '0',
];

/** A text that some parser may stumble over. */
export function oddText(random: Random): string {
  if (random.oneIn(20)) return 'a'.repeat(random.below(3_000));
  if (random.oneIn(4)) return String.fromCharCode(random.below(random.pick([0x80, 0x100, 0x10000])));
  return random.pick(ODD_TEXTS);
}

/** A text with one to four changes. With `isBytes` each character stays one byte. */
export function mutateText(random: Random, text: string, isBytes = false): string {
  let changed = text;
  for (let left = random.pick([1, 1, 1, 2, 2, 4]); left > 0; left -= 1) changed = changeOnce(random, changed);
  return isBytes ? toBytes(changed) : changed;
}

/** As UTF-8, but for what is one byte already: a stray byte stays a stray byte. */
function toBytes(text: string): string {
  return /[^\0-\xff]/.test(text)
    ? text.replaceAll(/[^\0-\xff]+/g, (beyond) => Buffer.from(beyond).toString('latin1'))
    : text;
}

function changeOnce(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + random.pick([1, 1, 2, 5, 20, 200]));
  const part = text.slice(at, end);
  switch (random.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + part + text.slice(end);
    case 2:
      return text.slice(0, at);
    case 3: {
      const to = random.below(text.length + 1);
      const without = text.slice(0, at) + text.slice(end);
      return without.slice(0, to) + part + without.slice(to);
    }
    case 4:
      return (
        text.slice(0, at) +
        String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random.below(8))) +
        text.slice(at + 1)
      );
    case 5:
      return text.slice(0, at) + (random.oneIn(2) ? part.toUpperCase() : part.toLowerCase()) + text.slice(end);
    case 6:
      return text.slice(0, at) + part.repeat(random.pick([2, 3, 40])) + text.slice(end);
    default:
      return text.slice(0, at) + oddText(random) + text.slice(random.oneIn(2) ? at : end);
  }
}

/** A copy of a JSON value with a few of its parts changed, removed, doubled, moved or put inside others. */
export function mutateValue(random: Random, value: unknown): unknown {
  const root = { value: structuredClone(value) };
  for (let left = random.pick([1, 1, 2, 3, 6]); left > 0; left -= 1) changePart(random, placesIn(root));
  return root.value;
}

type Place = { parent: Record<string, unknown> | unknown[]; key: string };

function placesIn(root: object): Place[] {
  const places: Place[] = [];
  const visit = (parent: Place['parent']) => {
    for (const key of Object.keys(parent)) {
      places.push({ parent, key });
      const inner = valueAt({ parent, key });
      if (typeof inner === 'object' && inner !== null) visit(inner as Place['parent']);
    }
  };
  visit(root as Record<string, unknown>);
  return places;
}

function valueAt({ parent, key }: Place): unknown {
  return Object.getOwnPropertyDescriptor(parent, key)?.value;
}

/** Also a key such as `__proto__`, as JSON.parse puts it. */
function put(parent: Place['parent'], key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function changePart(random: Random, places: Place[]): void {
  const place = random.pick(places);
  const { parent, key } = place;
  const value = valueAt(place);
  const isRoot = place === places[0];
  switch (random.below(10)) {
    case 0:
      put(parent, key, structuredClone(random.pick(ODD_VALUES)));
      return;
    case 1:
      if (isRoot) return;
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      return;
    case 2:
      if (Array.isArray(parent)) parent.splice(Number(key), 0, structuredClone(value));
      else if (!isRoot) put(parent, random.oneIn(2) ? random.pick(ODD_KEYS) : `${key}x`, structuredClone(value));
      return;
    case 3: {
      const other = valueAt(random.pick(places));
      if (sizeOf(other) < 3_000) put(parent, key, structuredClone(other));
      return;
    }
    case 4:
      put(parent, key, random.oneIn(2) ? [value] : { [random.oneIn(2) ? 'a' : key]: value });
      return;
    case 5:
      if (Array.isArray(parent)) parent.reverse();
      else if (!isRoot) {
        delete parent[key];
        put(parent, random.oneIn(2) ? random.pick(ODD_KEYS) : mutateText(random, key), value);
      }
      return;
    case 6:
      put(parent, key, nested(random, value));
      return;
    default:
      put(parent, key, changed(random, value));
  }
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

/** Rarely deeper than any reader of ours goes. */
function nested(random: Random, value: unknown): unknown {
  let inner = value;
  for (let left = random.pick([2, 5, 40]); left > 0; left -= 1) inner = random.oneIn(2) ? [inner] : { a: inner };
  return inner;
}

function changed(random: Random, value: unknown): unknown {
  if (typeof value === 'string') return random.oneIn(3) ? oddText(random) : mutateText(random, value);
  if (typeof value === 'number') return random.pick([value + 1, value - 1, -value, value / 2, value * 1e10, 0, 1e21]);
  if (typeof value === 'boolean') return !value;
  return structuredClone(random.pick(ODD_VALUES));
}

/** A value as JSON text, at times not as JSON.stringify would write it: numbers, escapes and names that come twice. */
export function writeJson(random: Random, value: unknown): string {
  const text = random.oneIn(4) ? JSON.stringify(value, null, 1) : JSON.stringify(value);
  switch (random.below(12)) {
    case 0:
      return text.replace(/(?<=:\s?)-?\d[\d.e+-]*/, () =>
        random.pick(['1e999', '-1e999', '1e-999', '1.0', '0.1e1', '01', '+1', '.5']),
      );
    case 1:
      return twice(random, text);
    case 2:
      return text.replace(/[a-z](?=[^"]*")/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
    case 3:
      return text.replace(/(?<=[a-z ])(?=")/, () =>
        random.pick(['\\ud800', '\\udfff', '\\u0000', '\\ufffd', '\\ud83d\\udca5']),
      );
    case 4:
      return mutateText(random, text);
    default:
      return text;
  }
}

/** One of the members once more, before or after the first, with another value. */
function twice(random: Random, text: string): string {
  const names = [...text.matchAll(/(?<=[{,]\s*)"[^"\\]*"(?=\s?:)/g)];
  if (names.length === 0) return text;
  const { 0: name, index } = random.pick(names);
  return `${text.slice(0, index)}${name}:${JSON.stringify(random.pick(ODD_VALUES))},${text.slice(index)}`;
}
