import { afterAll, beforeAll } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Instant, toInstant } from '../../domain/time.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { type AllActivities, skip, startTimeSkipping, type TimeSkipping } from './timeskipping.ts';

/**
 * The time-skipping Temporal of one test file: started before its tests, stopped after them. `now`: its clock, in UTC.
 * `sleep`: lets it skip so many milliseconds.
 */
export function useTimeSkipping(bundle = bundleWorkflows) {
  let temporal: TimeSkipping;
  beforeAll(async () => {
    temporal = await startTimeSkipping(bundle);
  });
  afterAll(async () => {
    await temporal?.stop();
  });
  return {
    get env(): TestWorkflowEnvironment {
      return temporal.env;
    },
    route: (breachId: string, activities: Partial<AllActivities>) => temporal.route(breachId, activities),
    now: async (): Promise<Instant> => toInstant(await temporal.env.currentTimeMs()),
    sleep: (ms: number) => skip(temporal.env, ms),
  };
}
