import { TocsinError } from '../domain/errors.ts';
import { type AnchorDeps, anchorHead } from './anchoring/anchor.ts';
import { beating } from './beating.ts';
import { asActivity } from './failures.ts';
import type { AnchorActivities } from './types.ts';

/** Anchoring as the schedule asks for it: it fails, and so is tried again, while a way has not taken the head. */
export function createAnchorActivities(deps: AnchorDeps): AnchorActivities {
  return {
    anchorNow: () =>
      asActivity(() =>
        beating(async () => {
          const { tries } = await anchorHead(deps);
          const failed = tries.flatMap(({ way, code }) => (code === null ? [] : `${way} (${code})`));
          if (failed.length === 0) return;
          throw new TocsinError('unavailable', `The journal's head was not taken by: ${failed.join(', ')}.`);
        }),
      ),
  };
}
