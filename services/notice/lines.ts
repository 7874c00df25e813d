import type { BreachState } from '../../domain/breach/state.ts';
import { answersGiven, misuseIn, openMisuse, whoAnswered } from '../../domain/communication/answers.ts';
import { isCorrectionOpen, releaseOfCorrection } from '../../domain/communication/follow-ups.ts';
import { knownSince, statusOf, stepSentAt } from '../../domain/communication/notice.ts';
import type { NoticeLetter, NoticeLine } from '../../domain/communication/notice-line.ts';
import type { Instant } from '../../domain/time.ts';
import { readCounterparties } from '../../store/dataflow.ts';
import type { NoticeRecord } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';

/** A notice with the instants of its steps. `until`: what happened later is left out. */
export function noticeLine(
  record: NoticeRecord,
  name: string,
  { until, state }: { until: Instant | null; state: Pick<BreachState, 'signs'> },
): NoticeLine {
  const notice = until === null ? record : asKnownAt(record, until);
  const { counterparty, kind, round, status, openedAt, acknowledgedAt, answerBy } = notice;
  const given = answersGiven(notice);
  const latest = given.at(-1);
  const open = openMisuse(state, given);
  const misuse = open !== undefined ? 'open' : misuseIn(given) === undefined ? null : 'settled';
  const call = open === undefined ? null : whoAnswered(open.answers);
  const { opened, prefetched, generation, revoked, expiresAt } = notice;
  return {
    ...{ counterparty, name, kind, round, openedAt, acknowledgedAt, answerBy, opened, prefetched },
    ...{ answers: latest?.answers ?? null, answeredAt: latest?.at ?? null, others: given.slice(0, -1), misuse, call },
    link: { generation, revoked, expiresAt },
    status: status === 'sent' && openedAt !== null ? 'opened' : status,
    sentAt: stepSentAt(notice, 'first'),
    remindedAt: stepSentAt(notice, 'reminder'),
    escalatedAt: stepSentAt(notice, 'escalation'),
    letters: lettersOf(notice),
  };
}

function lettersOf(notice: Pick<NoticeRecord, 'done' | 'deliveries' | 'correction'>): NoticeLetter[] {
  const ended = notice.deliveries.map(({ number, step, contact, result, at }): NoticeLetter => {
    const correction = releaseOfCorrection(number);
    return { step, contact, result, at, ...(correction !== null && { correction }) };
  });
  if (notice.correction === undefined || !isCorrectionOpen(notice)) return ended;
  const { correction } = notice;
  return [...ended, { step: 'correction', contact: 'first', result: 'waiting', at: null, correction }];
}

/** The row as it stood then, by what of it carries an instant. */
function asKnownAt(record: NoticeRecord, until: Instant): NoticeRecord {
  const known = (at: Instant | null) => at !== null && at <= until;
  const { acknowledgedAt: said, answers } = record;
  const isAcknowledged = known(said !== null && answers !== null ? knownSince({ at: said, answers }) : said);
  const deliveries = record.deliveries.filter(({ at }) => at <= until);
  const isExpired = record.status === 'expired' && record.expiresAt <= until;
  const { correction: _, ...rest } = record;
  return {
    ...rest,
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
