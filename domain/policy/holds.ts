import { z } from 'zod';
import { Slug } from '../identifier.ts';
import { InstantInput } from '../instant-input.ts';
import type { Instant } from '../time.ts';

/** Legal holds: alerts that are not erased, whatever the time after which others are. */

/** What is held of all sources. */
export const ALL_SOURCES = 'all';

const Hold = z
  .strictObject({
    id: Slug,
    /** Of which source; or `all`. */
    source: Slug,
    /** Alerts that came in from here on, and before `until`; open where it is left out. */
    from: InstantInput,
    until: InstantInput.optional(),
    /** Who asked for it, and says when it ends. */
    owner: z.string().trim().min(2).max(100),
    reason: z.string().trim().min(10).max(600),
  })
  .refine(({ from, until }) => until === undefined || until > from, {
    path: ['until'],
    error: 'is not after `from`',
  });
export type Hold = z.infer<typeof Hold>;

export const Holds = z
  .array(Hold)
  .max(100)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two holds have the same id');

/** Places in the list of holds on a source that there is not: they would keep nothing. */
export function holdsOfNoSource(holds: readonly Pick<Hold, 'source'>[], sources: readonly string[]): number[] {
  return holds.flatMap(({ source }, index) => (source === ALL_SOURCES || sources.includes(source) ? [] : [index]));
}

/**
 * Whether alerts that come in now are held (`running`), later ones will be (`coming`), or none is added any more
 * (`over`). What came in meanwhile is held in each case, until the hold is taken out of the policy.
 */
export function holdStateOf({ from, until }: Hold, now: Instant): 'over' | 'running' | 'coming' {
  if (until !== undefined && until <= now) return 'over';
  return from <= now ? 'running' : 'coming';
}
