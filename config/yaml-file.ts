import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { TocsinError } from '../domain/errors.ts';
import type { Finding } from './policy.ts';

type Path = readonly (string | number)[];

/** Says that a value is wrong at `path` of the file that was read. */
export type Report = (path: Path, message: string) => void;

/** A `bad-input` that names every mistake in a file by its place. */
export class FileMistakes extends TocsinError {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    const lines = findings.map(
      ({ file, line, field, message }) => `${file}:${line}${field && ` ${field}`}: ${message}`,
    );
    super('bad-input', lines.join('\n'), findings[0]?.field || undefined);
    this.findings = findings;
  }
}

/**
 * Reads a YAML (or JSON) file and parses it with `schema`; `check` can report what a schema cannot know. Throws
 * {@link FileMistakes}.
 */
export function readYamlAs<S extends z.ZodType>(
  file: string,
  schema: S,
  check: (value: z.output<S>, report: Report) => void = () => {},
): z.output<S> {
  const text = textOf(file);
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const findings: Finding[] = [];
  const report: Report = (path, message) => {
    findings.push({ file, line: counter.linePos(offsetOf(document, path)).line, field: fieldOf(path), message });
  };
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    findings.push({ file, line: counter.linePos(pos[0]).line, field: '', message: message.split('\n')[0] ?? message });
  }
  if (findings.length > 0) throw new FileMistakes(findings);
  const content: unknown = document.toJS();
  const parsed = schema.safeParse(content);
  if (parsed.success) check(parsed.data, report);
  else for (const issue of parsed.error.issues) reportIssue(issue, content, report);
  if (!parsed.success || findings.length > 0) throw new FileMistakes(findings);
  return parsed.data;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    throw new FileMistakes([{ file, line: 1, field: '', message: 'cannot be read; is it there?' }]);
  }
}

function reportIssue(issue: z.core.$ZodIssue, content: unknown, report: Report): void {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') for (const key of issue.keys) report([...path, key], 'unknown field');
  else report(path, has(content, path) ? issue.message : `is missing (${issue.message})`);
}

function has(content: unknown, path: Path): boolean {
  const found = path.reduce<unknown>((value, key) => Object(value)[key], content);
  return path.length === 0 || found !== undefined;
}

/** Where a path stands; for a field that is missing, where its parent stands. */
export function offsetOf(document: Document, path: Path): number {
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
