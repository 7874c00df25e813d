import type { Target } from '../../target.ts';

/** Reads three inputs, and does not come back from the fourth. */
let reads = 0;

export const target: Target = {
  make: () => 'x',
  check() {
    reads += 1;
    while (reads > 3) reads += 1;
    return 'accepted';
  },
};
