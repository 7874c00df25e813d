import { readBreach } from '../../store/breaches.ts';
import { listNoticesTo } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';
import type { SentNotice } from '../../web/dataflow/model.ts';

const NOTICES_SHOWN = 50;

/** What was sent to a counterparty in any breach, and whether it answered. Of the breach itself, its id alone. */
export async function sentNotices(store: Store, counterparty: string): Promise<SentNotice[]> {
  const records = await listNoticesTo(store, counterparty, NOTICES_SHOWN);
  return Promise.all(
    records.map(async ({ breachId, round, exercise, answerBy, acknowledgedAt }) => {
      const breach = await readBreach(store, breachId);
      const notice = Object.values(breach?.notices ?? {}).find(
        (one) => one.counterparty === counterparty && one.round === round,
      );
      const acknowledged = acknowledgedAt ?? notice?.acknowledgedAt ?? null;
      const status = acknowledged === null ? (notice?.status ?? 'planned') : 'acknowledged';
      return {
        breachId,
        round,
        exercise,
        status,
        sentAt: notice?.firstSentAt ?? null,
        answerBy,
        acknowledgedAt: acknowledged,
      };
    }),
  );
}
