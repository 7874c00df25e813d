import { anchorNow } from './activities.ts';

/**
 * Takes the head of the journal outside: time-stamped, and kept in second places. Started every hour by a schedule, and
 * when a breach is closed or a filing handed in; all of it is one activity, since nothing is decided here.
 */
export async function anchor(): Promise<void> {
  await anchorNow();
}
