/**
 * Fuzzing by hand: `node test/fuzz/main.ts [parser…]`, with TOCSIN_FUZZ_INPUTS and TOCSIN_FUZZ_SEED as in the long run.
 * Prints one line for each parser, and every input that broke its contract as it goes into `corpus.ts`.
 */
import { fuzz } from '../support/fuzz/run.ts';
import { fuzzSettings } from '../support/fuzz/settings.ts';
import { TARGETS } from '../support/fuzz/targets/registry.ts';

const settings = fuzzSettings();
const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : Object.keys(TARGETS)) {
  const { inputs, accepted, seconds, faults } = await fuzz(name, settings);
  const counted = `${inputs} inputs from seed ${settings.seed}, ${accepted} of them read, in ${seconds.toFixed(1)} s`;
  console.log(`${name}: ${counted}, ${faults.length} faults`);
  for (const { index, input, problem } of faults) console.log(`  ${index}: ${JSON.stringify(input)}\n  ${problem}`);
  if (faults.length > 0) process.exitCode = 1;
}
