import { knownSince, statusOf, stepSentAt } from '../../domain/communication/notice.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import type { Instant } from '../../domain/time.ts';
import { readCounterparties } from '../../store/dataflow.ts';
import type { NoticeRecord } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';

/** A notice with the instants of its steps. `until`: what happened later is left out. */
export function noticeLine(record: NoticeRecord, name: string, until: Instant | null): NoticeLine {
  const notice = until === null ? record : asKnownAt(record, until);
  const { counterparty, kind, round, status, openedAt, acknowledgedAt, answerBy, answers, others } = notice;
  const { opened, prefetched, generation, revoked, expiresAt } = notice;
  return {
    ...{ counterparty, name, kind, round, openedAt, acknowledgedAt, answerBy, answers, others, opened, prefetched },
    link: { generation, revoked, expiresAt },
    status: status === 'sent' && openedAt !== null ? 'opened' : status,
    sentAt: stepSentAt(notice, 'first'),
    remindedAt: stepSentAt(notice, 'reminder'),
    escalatedAt: stepSentAt(notice, 'escalation'),
  };
}

/** The row as it stood then, by what of it carries an instant. */
function asKnownAt(record: NoticeRecord, until: Instant): NoticeRecord {
  const known = (at: Instant | null) => at !== null && at <= until;
  const { acknowledgedAt: said, answers } = record;
  const isAcknowledged = known(said !== null && answers !== null ? knownSince({ at: said, answers }) : said);
  const deliveries = record.deliveries.filter(({ at }) => at <= until);
  const isExpired = record.status === 'expired' && record.expiresAt <= until;
  return {
    ...record,
    ...{ deliveries, status: isAcknowledged ? 'acknowledged' : isExpired ? 'expired' : statusOf(deliveries) },
    openedAt: known(record.openedAt) ? record.openedAt : null,
    acknowledgedAt: isAcknowledged ? record.acknowledgedAt : null,
    answers: isAcknowledged ? record.answers : null,
    others: record.others.filter((other) => knownSince(other) <= until),
    // They tell only how often, not when each was.
    ...{ opened: null, prefetched: null },
  };
}

/** Names of those that are shown, as the register knows them now. */
export async function namesOf(
  store: Store,
  notices: readonly { counterparty: string }[],
): Promise<(id: string) => string> {
  const ids = [...new Set(notices.map(({ counterparty }) => counterparty))];
  const names = new Map((await readCounterparties(store, ids)).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
