import { sentAt } from '../../domain/communication/notice.ts';
import { listNoticesTo } from '../../store/notice-lists.ts';
import type { Store } from '../../store/store.ts';
import type { SentNotice } from '../../web/dataflow/model.ts';

const NOTICES_SHOWN = 50;

/** What was sent to a counterparty in any breach, and whether it answered. Of the breach itself, its id alone. */
export async function sentNotices(store: Store, counterparty: string): Promise<SentNotice[]> {
  const notices = await listNoticesTo(store, counterparty, NOTICES_SHOWN);
  return notices.map((notice) => {
    const { breachId, round, exercise, status, answerBy, acknowledgedAt } = notice;
    return { breachId, round, exercise, status, sentAt: sentAt(notice), answerBy, acknowledgedAt };
  });
}
