import { expect, it } from '@jest/globals';
import { fuzz } from '../support/fuzz/run.ts';
import { TARGETS } from '../support/fuzz/targets/registry.ts';

/** The same inputs every time; `test/long/fuzz.test.ts` takes new ones, and many more. */
const SEED = 1;
const INPUTS = 150;
/** Of those that do more with each input. */
const FEWER: Readonly<Record<string, number>> = {
  files: 50,
  policy: 50,
  requests: 100,
  'time-stamps': 50,
};

it.each(Object.keys(TARGETS))('%s reads or refuses whatever comes, also what once broke it', async (name) => {
  const { faults, accepted, inputs } = await fuzz(name, { seed: SEED, inputs: FEWER[name] ?? INPUTS });
  expect(faults).toEqual([]);
  // Inputs of which all are refused, or none, would try little.
  expect([accepted > inputs / 50, accepted < inputs]).toEqual([true, true]);
});
