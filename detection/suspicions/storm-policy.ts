import { z } from 'zod';

/** How a storm of unrelated findings is held together, as data: `storm` of `policy/detection/common.yaml`. */
export const StormPolicy = z.strictObject({
  /** So many suspicions the findings of one source open within an hour; further ones join the newest. */
  openings: z.int().min(1).max(1_000),
});
export type StormPolicy = z.infer<typeof StormPolicy>;

/** Where the policy does not say. */
export const USUAL_STORM: StormPolicy = { openings: 20 };
