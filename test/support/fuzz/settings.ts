import { randomInt } from 'node:crypto';

/** How a long run is asked for: TOCSIN_FUZZ_INPUTS for each parser, TOCSIN_FUZZ_SEED to see again what was seen. */
export function fuzzSettings(env: NodeJS.ProcessEnv = process.env): { inputs: number; seed: number } {
  return {
    inputs: Number(env.TOCSIN_FUZZ_INPUTS ?? 1_000_000),
    seed: Number(env.TOCSIN_FUZZ_SEED ?? randomInt(2 ** 31)),
  };
}
