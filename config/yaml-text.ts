import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';

export type Path = readonly (string | number)[];

/** YAML (or JSON, which is YAML) as it was read. */
export type YamlText = {
  /** Undefined where there are mistakes. */
  content: unknown;
  mistakes: { line: number; message: string }[];
  /** The line, from 1, at which a path stands; for a field that is missing, where its parent stands. */
  lineOf(path: Path): number;
};

export function parseYaml(text: string): YamlText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const mistakes = [...document.errors, ...document.warnings].map((error) => ({
    line: counter.linePos(error.pos[0]).line,
    message: wordsOf(error),
  }));
  const lineOf = (path: Path) => counter.linePos(offsetOf(document, path)).line;
  if (mistakes.length > 0) return { content: undefined, mistakes, lineOf };
  if (document.contents === null) return { content: undefined, mistakes: [{ line: 1, message: EMPTY }], lineOf };
  try {
    return { content: document.toJS(), mistakes, lineOf };
  } catch (error) {
    // Aliases that name nothing, or that would multiply without end.
    const message = error instanceof Error ? error.message : String(error);
    return { content: undefined, mistakes: [{ line: 1, message }], lineOf };
  }
}

const EMPTY = 'nothing is written in it';

/** The place stands before it already, and the parser speaks to programmers at times. */
function wordsOf({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'holds a second document after a line ---, and one is read';
  if (message.startsWith('Maximum call stack')) return 'is nested too deeply';
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
