import type { NoticeAnswers } from '../breach/events.ts';
import type { Instant } from '../time.ts';
import type { DeliveryResult, NoticeDelivery } from './follow-ups.ts';
import type { Notice, Openings, OtherAnswer } from './notice.ts';

/** `correction`: number of the release whose text it brings. `waiting`: it has not left yet. */
export type NoticeLetter = Pick<NoticeDelivery, 'step' | 'contact'> & {
  result: DeliveryResult | 'waiting';
  at: Instant | null;
  correction?: number;
};

/** A text as one of them was sent it. `sentAt`: when a letter with it was first handed over; null where none was. */
export type NoticeText = { subject: string; text: string; language?: string; sentAt: Instant | null };

/** A supplier or customer and where its notice stands. */
export type NoticeLine = {
  counterparty: string;
  name: string;
  kind: Notice['kind'];
  round: number;
  status: Notice['status'] | 'opened';
  sentAt: Instant | null;
  openedAt: Instant | null;
  remindedAt: Instant | null;
  escalatedAt: Instant | null;
  acknowledgedAt: Instant | null;
  answerBy: Instant;
  /** The answer that counts: the latest one. */
  answers: NoticeAnswers | null;
  answeredAt: Instant | null;
  /** What was answered before it, oldest first. */
  others: OtherAnswer[];
  /** Whether an answer, be it an earlier one, speaks of misuse, and whether somebody said what came of it. */
  misuse: 'open' | 'settled' | null;
  /** Who is to be called about it, as they gave name and number; null where nobody is. */
  call: string | null;
  /** Every letter that ended, in order, and the correction that waits to leave. */
  letters: NoticeLetter[];
  /** Looks by a person; null where there was none, or that is not known as of then. */
  opened: Openings | null;
  /** By programs before anybody looked, or so they said. */
  prefetched: Openings | null;
  link: { generation: number; revoked: boolean; expiresAt: Instant };
};
