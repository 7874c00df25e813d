import type { BreachEvent } from '../../domain/breach/events.ts';
import type { Instant } from '../../domain/time.ts';
import { kindOf, type TimelineKind } from './timeline-kinds.ts';

/** One event of the stream; `event` is null where its words do not open any more. */
export type TimelineEntry = {
  seq: number;
  type: string;
  at: Instant;
  by: string;
  hash: string;
  event: BreachEvent | null;
};

/**
 * One line of the timeline. `from`: the first event it stands for, where a run of reports is one line. `found`: the
 * words around what was searched for.
 */
export type TimelineLine = { entry: TimelineEntry; from: number; found?: string };

/** What the timeline is narrowed to: a kind of event, who did it, or what says certain words. */
export type TimelineFilter = {
  kind: TimelineKind | null;
  who: string | null;
  /** The words around what was searched for in an event; null where it does not say them. */
  find?: (entry: TimelineEntry) => string | null;
};
const WHOLE_TIMELINE: TimelineFilter = { kind: null, who: null };

/** Newest first. `next` is the number of the event before which the next page begins; null at the end. */
export type TimelinePage = {
  lines: readonly TimelineLine[];
  next: number | null;
  isContinued: boolean;
  filter: TimelineFilter;
};

const PAGE_LINES = 100;

/**
 * What an event says: its sentence and every word of people in it, but for privileged notes to who does not read them.
 */
export function wordsOf(event: BreachEvent, sentence: string, readsPrivileged: boolean): string[] {
  const isWithheld = event.type === 'note-added' && event.data.privileged && !readsPrivileged;
  return [sentence, ...(isWithheld ? [] : textsIn(event.personal))];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * One page of a breach's events, newest first. The engine reports every few seconds how far a communication is: a run
 * of such reports is one line for each communication, with the newest of it.
 * @param before the page begins with the event before this number; null for the newest
 */
export function timelinePage(
  timeline: readonly TimelineEntry[],
  before: number | null,
  filter: TimelineFilter = WHOLE_TIMELINE,
): TimelinePage {
  const lines: TimelineLine[] = [];
  let run = new Map<string, TimelineLine>();
  let next: number | null = null;
  for (let index = timeline.length - 1; index >= 0 && next === null; index -= 1) {
    const entry = timeline[index];
    if (entry === undefined || (before !== null && entry.seq >= before)) continue;
    if (filter.kind !== null && kindOf(entry.type) !== filter.kind) continue;
    if (filter.who !== null && entry.by !== filter.who) continue;
    const found = filter.find?.(entry);
    if (found === null) continue;
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
    const line = { entry, from: entry.seq, ...(found !== undefined && { found }) };
    lines.push(line);
    if (communication !== null) run.set(communication, line);
  }
  return { lines, next, isContinued: before !== null, filter };
}

function reportedOf({ event }: TimelineEntry): string | null {
  return event?.type === 'communication-progressed' ? event.data.communication : null;
}
