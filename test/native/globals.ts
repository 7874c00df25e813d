type OfJest = typeof import('@jest/globals');
/** What jest's framework gives for a test file. */
export type Globals = Omit<OfJest, 'jest'>;
/** As much of the object `jest` as tests use. */
type Jest = {
  advanceTimersByTimeAsync(ms: number): Promise<void>;
  spyOn: unknown;
  useFakeTimers(config?: object): void;
  useRealTimers(): void;
};

/** What test files import from `@jest/globals`: bindings that change with each test file, as jest gives them. */
export let afterAll: Globals['afterAll'];
export let afterEach: Globals['afterEach'];
export let beforeAll: Globals['beforeAll'];
export let beforeEach: Globals['beforeEach'];
export let describe: Globals['describe'];
export let expect: Globals['expect'];
export let it: Globals['it'];
export let jest: Jest;
export let test: Globals['test'];

export function give(globals: Globals & { jest: Jest }): void {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globals);
}
