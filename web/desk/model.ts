import type { AnchorStatus } from '../../domain/audit/anchor.ts';
import type { RecordStatus } from '../../domain/audit/record-status.ts';
import type { Phase } from '../../domain/breach/phase.ts';
import type { ObligationStatus } from '../../domain/breach/state.ts';
import type { ClockRow } from '../../domain/breach/views.ts';
import type { Uncovered } from '../../domain/policy/rota-gaps.ts';
import type { ReconcileStatus } from '../../domain/reconcile/finding.ts';
import { HOUR_MS, type Instant, toMs } from '../../domain/time.ts';
import { SOON_MS } from '../time.ts';

/** One clock on the desk. */
export type DeskClock = Pick<
  ClockRow,
  'breachId' | 'exercise' | 'obligation' | 'article' | 'title' | 'recipient' | 'stage'
> & {
  /** Title of the incident, in people's words. */
  incident: string;
  basis: 'law' | 'policy';
  status: ObligationStatus;
  start: Instant;
  due: Instant;
  /** When it was filed or waived; null while it runs. */
  endedAt: Instant | null;
};

/** A breach of which no clock runs yet: nobody has recorded when the organisation became aware. */
export type DeskSuspicion = {
  breachId: string;
  incident: string;
  exercise: boolean;
  reportedAt: Instant;
  phase: Phase;
};

export const GROUPS = ['overdue', 'soon', 'later', 'met'] as const;
export type Group = (typeof GROUPS)[number];
export type DeskFigures = Record<Group | 'suspected', number>;

/** What the desk is asked to show, as the address has it; empty texts where nothing is asked. */
export type DeskQuery = {
  group: Group | '';
  law: string;
  recipient: string;
  stage: 'initial' | 'intermediate' | 'final' | '';
  incident: string;
  exercises: 'shown' | 'hidden' | 'only';
  after: string;
};

export const WHOLE_DESK: DeskQuery = {
  group: '',
  law: '',
  recipient: '',
  stage: '',
  incident: '',
  exercises: 'shown',
  after: '',
};

/** A duty that was filed or decided; some have no limit of their own, and are counted and shown like all others. */
export type DeskEnded = Omit<DeskClock, 'start' | 'due' | 'basis' | 'endedAt'> & {
  due: Instant | null;
  basis: DeskClock['basis'] | null;
  endedAt: Instant;
};

/** One page of a group; `next` is where the next one begins. */
export type DeskGroup = { clocks: (DeskClock | DeskEnded)[]; next: string | null };

export function hasEnded(clock: DeskClock | DeskEnded): clock is DeskEnded {
  return clock.endedAt !== null;
}

/** The regimes of one jurisdiction, such as `EU`; `law` of a query is `EU`, or `EU:GDPR` for one of them. */
export type Law = { jurisdiction: string; regimes: readonly string[] };

export type DeskModel = {
  query: DeskQuery;
  /** Only the groups that were asked for, and of them what is real. */
  groups: Partial<Record<Group, DeskGroup>>;
  /** Clocks of exercises, the next limit first: apart from what is real, and after it. */
  practice: DeskGroup;
  /** Incidents that nobody has taken, or triaged: real ones, the first limit first, then exercises. */
  waiting: DeskClock[];
  /** How many more wait than are shown; with `mostCounted` of them or more, there may be more still. */
  moreWaiting: number;
  /** Those that do not stand among the waiting. */
  suspicions: DeskSuspicion[];
  /** Confirmed breaches that are open and of which no clock runs: they ask for a decision, or to be closed. */
  idle: DeskSuspicion[];
  /** Of the whole desk, whatever the query; a figure above `mostCounted` says "more". */
  real: DeskFigures;
  drills: DeskFigures;
  mostCounted: number;
  /** Of real clocks: the oldest limit that passed, the next one, over how many incidents, how many were met late. */
  oldest: Instant | null;
  next: Instant | null;
  incidents: number;
  metLate: number;
  /** Regimes to filter by. */
  laws: readonly Law[];
  /** What the data-flow register has entries of. */
  register: { systems: boolean; suppliers: boolean; customers: boolean };
  /** Whether what counts down here really runs, as far as that was compared with Temporal. */
  reconcile: ReconcileStatus;
  /** Whether the record is as Tocsin wrote it, by the hourly check. */
  record: RecordStatus;
  /** Hours of the next two weeks in which nobody who is on duty can be told. */
  uncovered: readonly Uncovered[];
  /** How the record's head is taken outside. */
  anchors: AnchorStatus;
  /** Closed breaches that answers came to after they were closed, and open ones whose customers all acknowledged. */
  late: readonly { breachId: string; count: number; misuse: boolean }[];
  told: readonly { breachId: string; customers: number }[];
  /** Closed breaches that files, words of whoever reported, or new reports came in to. */
  news: readonly {
    breachId: string;
    proposed: number;
    evidence: number;
    added: number;
    reports: readonly string[];
  }[];
  /** Until the first real breach: whether there has ever been an exercise. Null from then on. */
  beginning: { hasPractised: boolean } | null;
};

export type Urgency = 'overdue' | 'soon' | 'later';

/** How pressing a running clock is. Past its limit it is overdue, even before the engine has said so. */
export function urgencyOf({ status, due }: Pick<DeskClock, 'status' | 'due'>, now: Instant): Urgency {
  if (status === 'overdue' || due <= now) return 'overdue';
  return toMs(due) - toMs(now) <= SOON_MS ? 'soon' : 'later';
}

/** Overdue, or due so soon that the act itself is to stand out. */
export function isPressing(clock: Pick<DeskClock, 'status' | 'due'>, now: Instant): boolean {
  return urgencyOf(clock, now) === 'overdue' || toMs(clock.due) - toMs(now) <= 4 * HOUR_MS;
}

/** The desk's address with a query changed; what is as by default is left out. */
export function deskUrl(query: DeskQuery, change: Partial<DeskQuery> = {}, path = '/'): string {
  const next = { ...query, after: '', ...change };
  const given = Object.entries(next).filter(([key, value]) => value !== WHOLE_DESK[key as keyof DeskQuery]);
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Whether clocks are left out of the tables. */
export function isFiltered(query: DeskQuery): boolean {
  return deskUrl(query) !== '/';
}
