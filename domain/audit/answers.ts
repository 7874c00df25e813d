import type { BreachEvent, CampaignCounts, NoticeAnswers } from '../breach/events.ts';
import type { PeopleCounted } from '../breach/people-counted.ts';
import type { BreachState } from '../breach/state.ts';
import type { ClockRow } from '../breach/views.ts';
import type { NoticeText } from '../communication/notice-line.ts';
import type { NoticeStatus } from '../communication/standing.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';
import type { Decision } from './decisions.ts';

/** What an auditor is answered: rows over all breaches, free of who asks and how. */

/**
 * A decision with the policy by which the duties of its breach stood then. `event`: with its words; null where they do
 * not open. `text`: the exact bytes whose SHA-256 it names; null where they were not asked for or are not kept.
 */
export type DecidedRow = Decision & {
  exercise: boolean;
  policyVersion: string | null;
  event: BreachEvent | null;
  text: string | null;
};

/** What a duty towards somebody came to. `withdrawn`: its breach was closed before they were told. */
export const DUTY_OUTCOMES = ['in-time', 'late', 'overdue', 'open', 'waived', 'withdrawn'] as const;
export type DutyOutcome = (typeof DUTY_OUTCOMES)[number];
/** What a list of duties is narrowed to; `not-in-time` is late or overdue. */
export const DUTY_PARTS = ['not-in-time', ...DUTY_OUTCOMES] as const;
export type DutyPart = (typeof DUTY_PARTS)[number];

/** Letters of one campaign by what became of them. */
export type LetterCounts = CampaignCounts & { number: number };

/** A duty with what its record says of how it was met; `by` is who recorded the last filing. */
export type ToldRow = ClockRow & {
  outcome: DutyOutcome;
  reasons: string;
  receipt: string;
  channel: string;
  by: string | null;
  /** People told, of those concerned; null where nobody said, and of duties that tell no people. */
  people: PeopleCounted | null;
  letters: LetterCounts[];
};

/**
 * What a notice came to. `late`: answered after the time to answer. `silent`: told, not answered, and the time has
 * passed. `not-reached`: no letter surely arrived. `not-told`: none has left, and the time to answer has passed.
 */
export const NOTICE_OUTCOMES = ['in-time', 'late', 'silent', 'not-reached', 'not-told', 'open', 'withdrawn'] as const;
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number];
export const NOT_IN_TIME: readonly NoticeOutcome[] = ['late', 'silent', 'not-reached', 'not-told'];
export const NOTICE_OUTCOME_PARTS = ['not-in-time', ...NOTICE_OUTCOMES] as const;
export type NoticeOutcomePart = (typeof NOTICE_OUTCOME_PARTS)[number];
export type OutcomeCounts = Record<NoticeOutcome, number>;

/** A notice as an auditor asks of it. `texts`: what left, word for word; empty unless asked for. */
export type AnsweredRow = {
  breachId: string;
  exercise: boolean;
  counterparty: string;
  name: string;
  kind: CounterpartyKind;
  round: number;
  status: NoticeStatus;
  outcome: NoticeOutcome;
  sentAt: Instant | null;
  answerBy: Instant;
  acknowledgedAt: Instant | null;
  remindedAt: Instant | null;
  escalatedAt: Instant | null;
  /** The answer that counts; null where there is none. */
  answers: NoticeAnswers | null;
  texts: NoticeText[];
};

/** A supplier or customer, and how many of its notices came to what. */
export type PartyRow = {
  counterparty: string;
  name: string;
  kind: CounterpartyKind;
  total: number;
  counts: OutcomeCounts;
};

/** An exercise, and how many of its duties and notices came to what. */
export type ExerciseResult = {
  breachId: string;
  title: string;
  status: BreachState['status'];
  openedAt: Instant;
  duties: Record<DutyOutcome, number>;
  notices: OutcomeCounts;
};

/** A version of the policy by which duties were worked out, when for the first and the last time, and of how many. */
export type AppliedPolicy = { policyVersion: string; first: Instant; last: Instant; breaches: number };
/** Since when a version held here, by whom it was set, and what it was named. */
export type HeldPolicy = { at: Instant; by: string; named: { name: string; by: string } | null };
/**
 * `standing`: of how many breaches the duties stand by it now; `isCurrent`: whether Tocsin runs by it. `held`: null for
 * one of before versions were kept.
 */
export type PolicyUse = AppliedPolicy & { standing: number; isCurrent: boolean; held: HeldPolicy | null };
