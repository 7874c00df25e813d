/** Something wrong with the policy: `path` leads to the place within the file. */
export type Problem = { file: string; path: (string | number)[]; message: string; line?: number };
