import type { Target } from '../../target.ts';

const MORE_THAN_A_SECOND_US = 1_100_000;

/** Takes more than a second for every input that is 1. */
export const target: Target = {
  make: (random) => random.pick(['0', '1']),
  check(input) {
    const since = process.threadCpuUsage();
    while (input === '1' && process.threadCpuUsage(since).user < MORE_THAN_A_SECOND_US) Array.from({ length: 9_999 });
    return 'accepted';
  },
};
