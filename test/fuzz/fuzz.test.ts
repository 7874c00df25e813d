import { expect, it } from '@jest/globals';
import { fuzz } from '../support/fuzz/run.ts';
import { TARGETS } from '../support/fuzz/targets/registry.ts';

/** The same inputs every time; `test/long/fuzz.test.ts` takes new ones, and many more. */
const SEED = 1;
const INPUTS = 400;
/** Of those that do more with each input. */
const FEWER: Readonly<Record<string, number>> = {
  files: 100,
  oidc: 200,
  policy: 100,
  requests: 200,
  'source-files': 200,
  'time-stamps': 100,
  yaml: 200,
};

it.each(Object.keys(TARGETS))('%s reads or refuses whatever comes, also what once broke it', async (name) => {
  const { faults, accepted, inputs } = await fuzz(name, { seed: SEED, inputs: FEWER[name] ?? INPUTS });
  expect(faults).toEqual([]);
  // Inputs of which all are refused, or none, would try little.
  expect([accepted > inputs / 50, accepted < inputs]).toEqual([true, true]);
});
