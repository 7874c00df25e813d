import { type Notice, sentAt as sentAtOf } from '../communication/notice.ts';
import { type Instant, toMs } from '../time.ts';

/** One notice to a supplier or customer: how fast it was acknowledged, and by whom. */
export type NoticeScore = {
  counterparty: string;
  kind: 'supplier' | 'customer';
  sentAt: Instant;
  answerBy: Instant;
  acknowledgedAt: Instant | null;
  /** Who answered for them; people's own words. */
  answeredBy: string | null;
  afterMs: number | null;
  inTime: boolean;
};

/** The notices that were sent, by the time they were. */
export function scoreNotices(notices: readonly Notice[]): NoticeScore[] {
  return notices
    .filter(({ status }) => status !== 'superseded')
    .flatMap((notice): NoticeScore[] => {
      const { counterparty, kind, answerBy, acknowledgedAt, answers } = notice;
      const firstSentAt = sentAtOf(notice);
      if (firstSentAt === null) return [];
      const isAcknowledged = acknowledgedAt !== null;
      return [
        {
          counterparty,
          kind,
          sentAt: firstSentAt,
          answerBy,
          acknowledgedAt,
          answeredBy: answers?.answeredBy ?? null,
          afterMs: isAcknowledged ? Math.max(toMs(acknowledgedAt) - toMs(firstSentAt), 0) : null,
          inTime: isAcknowledged && acknowledgedAt <= answerBy,
        },
      ];
    })
    .toSorted((a, b) => toMs(a.sentAt) - toMs(b.sentAt));
}
