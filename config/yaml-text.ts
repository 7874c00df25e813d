import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';

export type Path = readonly (string | number)[];

/** YAML (or JSON, which is YAML) as it was read. */
export type YamlText = {
  /** Undefined where there are mistakes. */
  content: unknown;
  mistakes: { line: number; message: string }[];
  /** The line, from 1, at which a path stands; for a field that is missing, where its parent stands. */
  lineOf(path: Path): number;
};

/** Parses one document in which every key is a word and stands once. */
export function parseYaml(text: string): YamlText {
  if (isTooDeep(text)) return { content: undefined, mistakes: [{ line: 1, message: TOO_DEEP }], lineOf: () => 1 };
  const counter = new LineCounter();
  // The parser's own look for keys that stand twice compares each with every other.
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false });
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const lineOf = (path: Path) => lineAt(offsetOf(document, path));
  const wrong = (mistakes: YamlText['mistakes']) => ({ content: undefined, mistakes, lineOf });
  const errors = [...document.errors, ...document.warnings];
  const mistakes = errors.map((error) => ({ line: lineAt(error.pos[0]), message: wordsOf(error) }));
  if (mistakes.length > 0) return wrong(mistakes);
  if (document.contents === null) return wrong([{ line: 1, message: EMPTY }]);
  try {
    const keys = keyMistakes(document).map(({ offset, message }) => ({ line: lineAt(offset), message }));
    if (keys.length > 0) return wrong(keys);
    const content: unknown = document.toJS();
    const fault = whyNotPlain(content);
    return fault === null ? { content, mistakes, lineOf } : wrong([{ line: 1, message: fault }]);
  } catch (error) {
    // Aliases that name nothing, or that would multiply without end.
    return wrong([{ line: 1, message: wordsOf(error instanceof Error ? error : new Error(String(error))) }]);
  }
}

/** The same, parsed when it is first asked for. */
export function parsedLate(text: string): () => YamlText {
  let parsed: YamlText | null = null;
  return () => {
    parsed ??= parseYaml(text);
    return parsed;
  };
}

/** Far beyond any file that people write. Deeper ones take the parser long, before it gives up. */
const MOST_BRACKETS = 500;
/** Lists in lists, and the like, on one line. */
const MOST_MARKS = /^(?:[ \t]*(?:[-?:]|[&!]\S*)(?=[ \t]|$)){50}/m;

function isTooDeep(text: string): boolean {
  let open = 0;
  for (let i = 0; i < text.length && open <= MOST_BRACKETS; i += 1) {
    const char = text[i];
    if (char === '[' || char === '{') open += 1;
    else if (char === ']' || char === '}') open = Math.max(0, open - 1);
  }
  return open > MOST_BRACKETS || MOST_MARKS.test(text);
}

/** Why a content is none that JSON could carry; null where it is. A number may be `.inf`, which a schema refuses. */
function whyNotPlain(value: unknown, within: readonly unknown[] = []): string | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : HALF_CHARACTER;
  if (typeof value !== 'object' || value === null) return null;
  if (within.includes(value)) return 'has an alias that stands within what it names';
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return NOT_PLAIN;
  for (const inner of Object.values(value)) {
    const fault = whyNotPlain(inner, [...within, value]);
    if (fault !== null) return fault;
  }
  return null;
}

function keyMistakes(document: Document): { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(document, {
    Map(_, map: YAMLMap) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
        const name = isScalar(key) ? String(key.value) : null;
        if (name !== null && !name.isWellFormed()) found.push({ offset, message: HALF_CHARACTER });
        else if (name === null) found.push({ offset, message: 'has a list, fields or an alias where a name is due' });
        else if (seen.has(name))
          found.push({ offset, message: `map keys must be unique, and '${name}' stands here again` });
        else seen.add(name);
      }
    },
  });
  return found;
}

const EMPTY = 'nothing is written in it';
const TOO_DEEP = 'is nested too deeply';
const HALF_CHARACTER = 'holds half a character (a lone surrogate, such as \\ud83d by itself)';
const NOT_PLAIN = 'has a tag that makes something else than texts, numbers, lists and fields';

/** The place stands before it already, and the parser speaks to programmers at times. */
function wordsOf({ code, message }: Error & { code?: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'holds a second document after a line ---, and one is read';
  if (message.startsWith('Maximum call stack')) return TOO_DEEP;
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const key = path[length - 1];
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key: k }) => isScalar(k) && String(k.value) === String(key))
      : null;
    const node = (pair?.key ?? document.getIn(path.slice(0, length), true)) as Node | undefined;
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(document.contents) && document.contents.range ? document.contents.range[0] : 0;
}

/** A path as people write it: `a.b[0].c`. */
export function fieldOf(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
}
