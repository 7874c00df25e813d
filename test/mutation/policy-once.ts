import { loadPolicy as load } from '../../config/policy.ts';

/** The policy as tests load it, read and checked once per mutant and not once per test file. */

const loaded = new Map<string, ReturnType<typeof load>>();

export function loadPolicy(dir: string): ReturnType<typeof load> {
  const policy = loaded.get(dir) ?? load(dir);
  loaded.set(dir, policy);
  return policy;
}
