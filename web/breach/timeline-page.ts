import type { BreachEvent } from '../../domain/breach/events.ts';
import type { Instant } from '../../domain/time.ts';

/** One event of the stream; `event` is null where its words do not open any more. */
export type TimelineEntry = {
  seq: number;
  type: string;
  at: Instant;
  by: string;
  hash: string;
  event: BreachEvent | null;
};

/** One line of the timeline. `from`: the first event it stands for, where a run of reports is one line. */
export type TimelineLine = { entry: TimelineEntry; from: number };

/** Newest first. `next` is the number of the event before which the next page begins; null at the end. */
export type TimelinePage = { lines: readonly TimelineLine[]; next: number | null; isContinued: boolean };

const PAGE_LINES = 100;

/**
 * One page of a breach's events, newest first. The engine reports every few seconds how far a communication is: a run
 * of such reports is one line for each communication, with the newest of it.
 * @param before the page begins with the event before this number; null for the newest
 */
export function timelinePage(timeline: readonly TimelineEntry[], before: number | null): TimelinePage {
  const lines: TimelineLine[] = [];
  let run = new Map<string, TimelineLine>();
  let next: number | null = null;
  for (let index = timeline.length - 1; index >= 0 && next === null; index -= 1) {
    const entry = timeline[index];
    if (entry === undefined || (before !== null && entry.seq >= before)) continue;
    const communication = reportedOf(entry);
    if (communication === null) run = new Map();
    const known = communication === null ? undefined : run.get(communication);
    if (known !== undefined) {
      known.from = entry.seq;
      continue;
    }
    if (lines.length === PAGE_LINES) {
      next = entry.seq + 1;
      continue;
    }
    const line = { entry, from: entry.seq };
    lines.push(line);
    if (communication !== null) run.set(communication, line);
  }
  return { lines, next, isContinued: before !== null };
}

function reportedOf({ event }: TimelineEntry): string | null {
  return event?.type === 'communication-progressed' ? event.data.communication : null;
}
