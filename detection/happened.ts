import { DAY_MS, type Instant, plusMs } from '../domain/time.ts';
import type { Finding } from './finding.ts';

/** When what a finding tells of happened, as its source says. */

type Times = Pick<Finding, 'firstSeenAt' | 'lastSeenAt' | 'observedAt' | 'updatedAt'>;

/** From the first to the last instant (UTC) of what it tells of. */
export type Happened = { first: Instant; last: Instant };

/** By what its beginning is known: the best first, none where no time was read. */
export function beginnings({ firstSeenAt, observedAt, lastSeenAt, updatedAt }: Times): Instant[] {
  return [firstSeenAt, observedAt, lastSeenAt, updatedAt].filter((at) => at !== null);
}

/**
 * When it happened, given when its alert came in: nothing happened after that. A time further back than alerts are kept
 * is taken for none, and where there is no other, when it came in.
 *
 * @param keptDays null where alerts are kept for good
 */
export function happenedAt(finding: Times, receivedAt: Instant, keptDays: number | null): Happened {
  const oldest = keptDays === null ? '' : plusMs(receivedAt, -keptDays * DAY_MS);
  const read = (at: Instant) => (at > receivedAt ? receivedAt : at);
  const first = beginnings(finding).find((at) => at >= oldest);
  const begin = first === undefined ? receivedAt : read(first);
  const { lastSeenAt } = finding;
  const end = lastSeenAt === null ? begin : read(lastSeenAt);
  return { first: begin, last: end > begin ? end : begin };
}

/** All the time that two states of a finding tell of. */
export function bothHappened(one: Happened | undefined, other: Happened): Happened {
  if (one === undefined) return other;
  const first = one.first < other.first ? one.first : other.first;
  return { first, last: one.last > other.last ? one.last : other.last };
}
