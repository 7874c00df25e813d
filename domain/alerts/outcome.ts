import type { ErrorCode, RefusalMembers } from '../errors.ts';
import type { Instant } from '../time.ts';
import type { Joining } from './joining.ts';
import type { News } from './news.ts';

/** What an alert was understood as, and what became of it, as everybody is shown it: page, API and command line. */

/** `counted`: it said nothing that the breach does not know. `kept`: its rule opens nothing, and it belongs to none. */
export const BECAME = ['opened', 'joined', 'counted', 'kept'] as const;
export type Became = (typeof BECAME)[number];

/** What was understood of one finding. Optional parts are absent where its tool does not say them. */
export type Understood = {
  findingId: string;
  title: string;
  /** What its tool says at length. */
  description?: string;
  type: string;
  severity: number;
  /** The same in the word of its tool. */
  severityWord?: string;
  /** When it began, as its source says, else when that raised it; null where no time can be read. */
  occurredAt: Instant | null;
  updatedAt: Instant | null;
  firstSeenAt?: Instant;
  lastSeenAt?: Instant;
  /** When its tool raised it. */
  raisedAt?: Instant;
  /** Users, addresses and processes that acted, the first ones; and how many more. */
  actor?: { users: string[]; ips: string[]; processes: string[]; more: number };
  tactics?: string[];
  /** Kinds of data that its tool says are concerned. */
  dataClasses?: string[];
  /** How many events its tool counts in it. */
  count?: number;
  /** What its tool has made of it meanwhile. */
  ended?: 'resolved' | 'archived';
  /** Made up by its source to try the pipe. */
  sample: boolean;
  /** What it names, each by its kind and first name, the first ones; and how many more. */
  resources: string[];
  moreResources: number;
  /** Parts of the alert that have another form than expected: where, and what is the matter. */
  unread: { field: string; why: string }[];
};

/** One finding of an alert, and what became of it. */
export type FindingOutcome = Understood & {
  /** Systems of the register, with the name by which each was found. */
  systems: { id: string; name: string; by: string }[];
  rule: string;
  because: string;
  became: Became;
  news: News[];
  breachId: string | null;
  /** Why it stands there, in plain words; absent for what earlier versions judged. */
  joining?: Joining;
};

/** What a refusal names beside its words. */
export type RefusalNamed = { field: string | null; members: RefusalMembers };

/** All findings of one alert, the first ones; and how many more there are. */
export type AlertOutcome = { findings: FindingOutcome[]; moreFindings: number };

/** One alert as it stands. */
export type AlertView = {
  reference: string;
  source: string;
  by: string;
  receivedAt: Instant;
  size: number;
  status: 'waiting' | 'judged' | 'dead' | 'aside';
  repeats: number;
  repeatedAt: Instant | null;
  attempts: number;
  /**
   * Why it is dead or aside, or was put off last; the words are its mark where they do not open. `refusal`: by which
   * pages say why it is dead in their language; null of one that is not, and where an earlier version read it.
   */
  reason: { code: ErrorCode; detail: string | null; refusal: RefusalNamed | null } | null;
  settledAt: Instant | null;
  /** When it was last to be judged again, as the register knows more; null where it never was. */
  againAt: Instant | null;
  /** The first breach that it opened or joined. */
  breachId: string | null;
  breachIds: string[];
  /** Null as long as nothing was understood. */
  outcome: AlertOutcome | null;
};
