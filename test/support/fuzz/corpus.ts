/**
 * Every input that once broke its parser's contract, by parser, as `node test/fuzz/main.ts` prints it: read again in
 * every run.
 */
export const CORPUS: Readonly<Record<string, readonly string[]>> = {};
