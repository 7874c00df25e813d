import type { NoticeAnswers } from '../breach/events.ts';
import type { Instant } from '../time.ts';
import type { Notice } from './notice.ts';

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
};
