/** Set by `npm run test:long`. */
const IS_LONG = process.env.TOCSIN_TEST_LONG === '1';

/**
 * Of cases that prove the same with other input, the first and every `step`-th after it; `npm run test:long` runs the
 * files that use this again, with all of them.
 */
export function sampled<T>(all: readonly T[], step: number): T[] {
  return IS_LONG ? [...all] : all.filter((_, n) => n % step === 0);
}

/** The same of cases that are too heavy for every run: none, but in `npm run test:long`. */
export function inLong<T>(all: readonly T[]): T[] {
  return IS_LONG ? [...all] : [];
}
