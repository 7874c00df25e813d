import type { z } from 'zod';

/** Something wrong with the policy: `path` leads to the place within the file. */
export type Problem = { file: string; path: (string | number)[]; message: string; line?: number };

type Path = Problem['path'];

/**
 * What a schema finds wrong with what a file says: what it does not know at its own place, and what is not there.
 * @param inFile where in the file something of what the schema reads stands
 */
export function problemsIn(
  error: z.ZodError,
  content: unknown,
  inFile = (path: Path): Path => path,
): Pick<Problem, 'path' | 'message'>[] {
  return error.issues.flatMap((issue) => {
    const path = inFile(issue.path.map((key) => (typeof key === 'number' ? key : String(key))));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown field' }));
    }
    const found = path.reduce<unknown>((value, key) => Object(value)[key], content);
    return [{ path, message: found === undefined ? `is missing (${issue.message})` : issue.message }];
  });
}
