import type { z } from 'zod';
import { problemsIn } from '../domain/policy/problem.ts';
import { splitTexts } from '../domain/texts/split.ts';
import { FileMistakes, type Finding, readTextFile } from './text-file.ts';
import { keptContent } from './yaml-cache.ts';
import { fieldOf, type Path, parsedLate } from './yaml-text.ts';

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
 * @param find the content of a text where it is known without parsing; undefined where it is not
 */
export function readYamlAs<S extends z.ZodType>(
  file: string,
  schema: S,
  check: (value: z.output<S>, report: Report) => void = () => {},
  prepare: (written: unknown, report: Report) => unknown = (written) => written,
  find: (text: string) => unknown = () => undefined,
): z.output<S> {
  const text = readTextFile(file);
  // A text that is known is parsed only where a place in it is asked for.
  const parse = parsedLate(text);
  let written = find(text);
  const findings: Finding[] = [];
  if (written === undefined) {
    const { content, mistakes } = parse();
    findings.push(...mistakes.map((mistake) => ({ file, field: '', ...mistake })));
    written = content;
  }
  if (findings.length > 0) throw new FileMistakes(findings);
  const report: Report = (path, message) => {
    findings.push({ file, line: parse().lineOf(path), field: fieldOf(path), message });
  };
  const content = prepare(written, report);
  if (findings.length > 0) throw new FileMistakes(findings);
  const parsed = schema.safeParse(content);
  if (parsed.success) check(parsed.data, report);
  else for (const { path, message } of problemsIn(parsed.error, content)) report(path, message);
  if (!parsed.success || findings.length > 0) throw new FileMistakes(findings);
  return parsed.data;
}

/** The same for a file of a policy, most of which an earlier process has parsed. */
export function readPolicyYamlAs<S extends z.ZodType>(
  file: string,
  schema: S,
  check?: (value: z.output<S>, report: Report) => void,
  prepare?: (written: unknown, report: Report) => unknown,
): z.output<S> {
  return readYamlAs(file, schema, check, prepare, keptContent);
}
