import { expect, it } from '@jest/globals';
import { fuzz } from '../support/fuzz/run.ts';
import { fuzzSettings } from '../support/fuzz/settings.ts';
import { TARGETS } from '../support/fuzz/targets/registry.ts';

const { inputs, seed } = fuzzSettings();
const NO_LIMIT_MS = 24 * 3_600_000;

it.each(Object.keys(TARGETS))(
  `%s: ${inputs} inputs from seed ${seed} without crash, hang or wrong acceptance`,
  async (name) => {
    const { faults } = await fuzz(name, { seed, inputs });
    expect(faults).toEqual([]);
  },
  NO_LIMIT_MS,
);
