import type { BreachState } from '../breach/state.ts';
import { type Instant, toMs } from '../time.ts';

/** One notice to a supplier or customer: how fast it was acknowledged, and by whom. */
export type NoticeScore = {
  counterparty: string;
  kind: 'supplier' | 'customer';
  sentAt: Instant;
  answerBy: Instant | null;
  acknowledgedAt: Instant | null;
  /** Who answered for them; people's own words. */
  answeredBy: string | null;
  afterMs: number | null;
  inTime: boolean;
};

/** The notices that were sent, by the time they were. */
export function scoreNotices({ notices, plan }: Pick<BreachState, 'notices' | 'plan'>): NoticeScore[] {
  return Object.values(notices)
    .flatMap(({ counterparty, kind, firstSentAt, acknowledgedAt, answers }): NoticeScore[] => {
      if (firstSentAt === null) return [];
      const answerBy = plan?.notices.find((n) => n.counterparty === counterparty)?.answerBy ?? null;
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
          inTime: isAcknowledged && (answerBy === null || acknowledgedAt <= answerBy),
        },
      ];
    })
    .toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : a.sentAt > b.sentAt ? 1 : 0));
}
