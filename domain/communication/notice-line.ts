import type { NoticeAnswers } from '../breach/events.ts';
import type { Instant } from '../time.ts';
import type { Notice, Openings, OtherAnswer } from './notice.ts';

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
  answers: NoticeAnswers | null;
  /** What else was answered, after the first answer, oldest first. */
  others: OtherAnswer[];
  /** Looks by a person; null where there was none, or that is not known as of then. */
  opened: Openings | null;
  /** By programs before anybody looked, or so they said. */
  prefetched: Openings | null;
  link: { generation: number; revoked: boolean; expiresAt: Instant };
};
