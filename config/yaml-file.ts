import type { z } from 'zod';
import { splitTexts } from '../domain/texts/split.ts';
import { FileMistakes, type Finding, readTextFile } from './text-file.ts';
import { fieldOf, type Path, parseYaml } from './yaml-text.ts';

/** Says that a value is wrong at `path` of the file that was read. */
export type Report = (path: Path, message: string) => void;

/** A policy's file: its texts may stand in several languages, of which the schema sees the English one. */
export function inEnglish(written: unknown, report: Report): unknown {
  const { content, mistakes } = splitTexts(written);
  for (const { path, message } of mistakes) report(path, message);
  return content;
}

/**
 * Reads a YAML (or JSON) file and parses it with `schema`; `check` can report what a schema cannot know, and `prepare`
 * makes what the schema sees. Throws {@link FileMistakes}.
 */
export function readYamlAs<S extends z.ZodType>(
  file: string,
  schema: S,
  check: (value: z.output<S>, report: Report) => void = () => {},
  prepare: (written: unknown, report: Report) => unknown = (written) => written,
): z.output<S> {
  const { content: written, mistakes, lineOf } = parseYaml(readTextFile(file));
  const findings: Finding[] = mistakes.map((mistake) => ({ file, field: '', ...mistake }));
  if (findings.length > 0) throw new FileMistakes(findings);
  const report: Report = (path, message) => {
    findings.push({ file, line: lineOf(path), field: fieldOf(path), message });
  };
  const content = prepare(written, report);
  if (findings.length > 0) throw new FileMistakes(findings);
  const parsed = schema.safeParse(content);
  if (parsed.success) check(parsed.data, report);
  else for (const issue of parsed.error.issues) reportIssue(issue, content, report);
  if (!parsed.success || findings.length > 0) throw new FileMistakes(findings);
  return parsed.data;
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
