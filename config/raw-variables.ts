import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TocsinError } from '../domain/errors.ts';
import { VARIABLES } from './variables.ts';

const PROJECT_DIR = fileURLToPath(new URL('..', import.meta.url));

/** The variables that were given: an empty one was not, and a secret given as a file is here as its content. */
export type RawVariables = Readonly<Record<string, string | undefined>>;

/** What is wrong with the environment: one line per variable, which never repeats a secret. */
export type Problems = Map<string, string>;

/** A path of the environment; a relative one starts at the project's folder, wherever the command was typed. */
export function resolvePath(path: string): string {
  return resolve(PROJECT_DIR, path);
}

/** Takes the given variables out of the process's environment, reading `NAME_FILE` for every secret `NAME`. */
export function readRawVariables(env: NodeJS.ProcessEnv, problems: Problems): RawVariables {
  const given: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(env)) if (value !== '') given[name] = value;
  for (const { name } of VARIABLES.filter(({ secret }) => secret)) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    if (given[name] !== undefined) problems.set(name, `is given twice: unset it or ${name}_FILE`);
    else given[name] = readSecretFile(`${name}_FILE`, path, problems);
  }
  return given;
}

function readSecretFile(variable: string, path: string, problems: Problems): string | undefined {
  try {
    const content = readFileSync(resolvePath(path), 'utf8').trim();
    if (content !== '') return content;
    problems.set(variable, `names an empty file: ${path}`);
  } catch (error) {
    problems.set(variable, `names a file that cannot be read (${detailOf(error, 'code')}): ${path}`);
  }
  return undefined;
}

/**
 * One property of whatever was thrown, such as the system's `code` (ENOENT) or `path`; undefined when there is none.
 */
export function detailOf(error: unknown, name: 'code' | 'path' | 'line'): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return value === undefined ? undefined : String(value);
}

/** The refusal of an environment: every problem on its own line. */
export function refuse(problems: Problems): TocsinError {
  const lines = Array.from(problems, ([name, problem]) => `  ${name} ${problem}`);
  return new TocsinError(
    'bad-input',
    `The environment does not do; .env.example explains every variable.\n${lines.join('\n')}`,
  );
}
