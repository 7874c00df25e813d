import type { ObligationStatus } from '../../domain/breach/state.ts';
import { type Instant, toMs } from '../../domain/time.ts';
import { SOON_MS } from '../time.ts';

/** One clock on the desk. */
export type DeskClock = {
  breachId: string;
  /** Title of the incident, in people's words. */
  incident: string;
  exercise: boolean;
  obligation: string;
  article: string;
  title: string;
  recipient: string;
  basis: 'law' | 'policy';
  status: ObligationStatus;
  start: Instant;
  due: Instant;
  /** When it was filed; null while it runs, and where the record has no instant. */
  endedAt: Instant | null;
};

/** A breach of which no clock runs yet: nobody has recorded when the organisation became aware. */
export type DeskSuspicion = { breachId: string; incident: string; exercise: boolean; reportedAt: Instant };

export type DeskModel = {
  suspicions: DeskSuspicion[];
  clocks: DeskClock[];
};

const MET: readonly ObligationStatus[] = ['filed', 'filed-late', 'waived'];

export type DeskGroups = Record<'overdue' | 'soon' | 'later' | 'met', DeskClock[]>;

/** Puts the worst first: overdue, within 24 hours, later; then what is met, newest first. */
export function groupClocks(clocks: readonly DeskClock[], now: Instant): DeskGroups {
  const groups: DeskGroups = { overdue: [], soon: [], later: [], met: [] };
  for (const clock of clocks.toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))) {
    if (clock.status === 'running' || clock.status === 'overdue') groups[urgency(clock, now)].push(clock);
    else if (MET.includes(clock.status)) groups.met.push(clock);
  }
  groups.met.sort((a, b) => ((a.endedAt ?? a.due) > (b.endedAt ?? b.due) ? -1 : 1));
  return groups;
}

function urgency(clock: DeskClock, now: Instant): 'overdue' | 'soon' | 'later' {
  if (clock.status === 'overdue' || clock.due <= now) return 'overdue';
  return toMs(clock.due) - toMs(now) <= SOON_MS ? 'soon' : 'later';
}

/** Real ones only: exercises are shown, and never counted. */
export function counted<T extends { exercise: boolean }>(items: readonly T[]): T[] {
  return items.filter((item) => !item.exercise);
}
