import type { Instant } from '../time.ts';
import type { Release } from './release.ts';

/**
 * A communication: one approved content to many receivers, kept as a ledger with a row for each. The notices of a
 * breach to suppliers and customers are one, each campaign to people concerned is another.
 */
export type CommunicationName = 'notices' | `campaign/${number}`;

export function campaignName(number: number): CommunicationName {
  return `campaign/${number}`;
}

/** The number of the campaign that a name means; null for the notices. */
export function campaignNumber(name: CommunicationName): number | null {
  return name === 'notices' ? null : Number(name.slice('campaign/'.length));
}

/** `unreleased`: nothing leaves yet. `stopped`: a person ended it for good. `finished`: no row has a next step. */
export const COMMUNICATION_STATUSES = ['unreleased', 'running', 'paused', 'stopped', 'finished'] as const;
export type CommunicationStatus = (typeof COMMUNICATION_STATUSES)[number];

/**
 * Why a communication stands still. `asked`: by a person. `refusals`: more than a fifth of a page was refused.
 * `connections-lost`: connections broke off again and again when the server had the whole message. `busy`: the server
 * answered 421. `changed-after-stop`: somebody else is to be told since it was stopped. `reopened`: the closing of the
 * breach ended it, and the breach was opened again.
 */
export const PAUSE_REASONS = [
  'asked',
  'refusals',
  'connections-lost',
  'busy',
  'changed-after-stop',
  'reopened',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** The last page of a ledger's chain; page 0 with the hash of an empty chain before the first. */
export type LedgerHead = { page: number; hash: string };

/** How far telling one counterparty has come. */
export const NOTICE_STATUSES = [
  /** Nothing was handed over yet. */
  'planned',
  /** A server did not take it now; it is tried again. */
  'deferred',
  'sent',
  'reminded',
  'escalated',
  'acknowledged',
  /** Refused for good by the mail server of the last contact tried. */
  'refused',
  /** Surely not handed over before the next step came. */
  'failed',
  /** It may have left: a person decides whether it is sent again. */
  'uncertain',
  'expired',
  /** Its systems are not touched any more. */
  'withdrawn',
  /** Followed by another round, as more of its systems were touched. */
  'superseded',
] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

export const LETTER_STATUSES = ['pending', 'sending', 'sent', 'refused', 'uncertain'] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

/** What a person says of a letter that may have left: that it arrived, or that it is to be sent again. */
export type UncertainDecision = 'arrived' | 'send-again';

/** Rows by status; `total` is their sum. */
export type Counts = { total: number } & Partial<Record<NoticeStatus | LetterStatus, number>>;

/** What answers to notices say, counted over all rows that count. */
export type AnswerCounts = {
  /** Customers to be told: neither withdrawn nor followed by another round. */
  customers: number;
  /** Of these, who have acknowledged. */
  acknowledged: number;
  /** When the last of these did; null where none has. */
  lastAt: Instant | null;
  /** Answers of suppliers and customers that speak of misuse; of each of them once, as versions until 0.8 counted. */
  misuse: number;
  /** Of those who have acknowledged, whose first answer on record was spoken; absent where nobody's was. */
  spoken?: number;
};

/** The list of people that a campaign writes to; null for the notices, and for a campaign that there is not. */
export function listIdOf(
  { campaigns }: { campaigns: readonly { number: number; listId: string }[] },
  communication: CommunicationName,
): string | null {
  return campaigns.find(({ number }) => campaignName(number) === communication)?.listId ?? null;
}

/** A notice with answers that speak of misuse. `signs`: how many do; absent where an earlier version counted. */
export type MisuseSign = { counterparty: string; round: number; signs?: number };

/** How a communication stands, as its breach keeps it: nothing here grows with the number of receivers. */
export type Communication = {
  status: CommunicationStatus;
  because: PauseReason | null;
  /** How often it was paused or resumed: tells one order from the one before. */
  turn: number;
  counts: Counts;
  /** Where its ledger hangs on the breach's chain. */
  head: LedgerHead | null;
  /** When its next step is due; null where none is, or it was not counted yet. */
  nextAt: Instant | null;
  /** Which plan's counterparties stand in the ledger; empty for a campaign. */
  version: string;
  /** Of the notices; absent for a campaign, and in what versions until 0.6 counted. */
  answers?: AnswerCounts;
  /** What was released; absent from campaigns, and from notices that began before version 0.7. */
  release?: Release;
};

/** What the workflow of a communication finds when it counts the ledger. */
export type Standing = Pick<Communication, 'counts' | 'head' | 'nextAt' | 'answers'>;
/** The same, as it may have been counted by an earlier version. */
export type LedgerStanding = Pick<Standing, 'counts' | 'head' | 'answers'>;

/** Of two counts of one ledger the one that was made later: its chain only grows. */
export function newerStanding<One extends LedgerStanding, Other extends LedgerStanding>(
  known: One | null,
  found: Other | null,
): One | Other | null {
  if (known === null || found === null) return known ?? found;
  return (found.head?.page ?? 0) >= (known.head?.page ?? 0) ? found : known;
}
