import type { AnsweredRow, PartyRow } from '../../domain/audit/answers.ts';
import { answersGiven } from '../../domain/communication/answers.ts';
import { sentAt, stepSentAt } from '../../domain/communication/notice.ts';
import type { Instant } from '../../domain/time.ts';
import {
  type AnswerCursor,
  type AnsweredNotice,
  type AnswersFilter,
  type PartyCursor,
  pageAnswers,
  pageParties,
} from '../../store/audit-notices.ts';
import { textsOf } from '../../store/notice-texts.ts';
import type { Store } from '../../store/store.ts';
import { namesOf } from '../notice/lines.ts';

type Page<Cursor> = { after?: Cursor | undefined; limit: number; now: Instant };

/** One page of notices over all breaches, and whether each was told and answered in time. */
export async function readAnswered(
  store: Store,
  filter: AnswersFilter,
  page: Page<AnswerCursor>,
  { withTexts }: { withTexts: boolean },
): Promise<{ rows: AnsweredRow[]; next: AnswerCursor | null }> {
  const { rows, next } = await pageAnswers(store, filter, page);
  const nameOf = await namesOf(store, rows);
  return { rows: rows.map((row) => rowOf(row, nameOf(row.counterparty), withTexts)), next };
}

function rowOf(notice: AnsweredNotice, name: string, withTexts: boolean): AnsweredRow {
  const { breachId, exercise, counterparty, kind, round, status, outcome, answerBy, acknowledgedAt } = notice;
  return {
    ...{ breachId, exercise, counterparty, name, kind, round, status, outcome, answerBy, acknowledgedAt },
    sentAt: sentAt(notice),
    remindedAt: stepSentAt(notice, 'reminder'),
    escalatedAt: stepSentAt(notice, 'escalation'),
    answers: answersGiven(notice).at(-1)?.answers ?? null,
    texts: withTexts ? textsOf(notice) : [],
  };
}

/** One page of suppliers or customers, and how many of their notices came to what. */
export async function readParties(
  store: Store,
  filter: AnswersFilter,
  page: Page<PartyCursor>,
): Promise<{ rows: PartyRow[]; next: PartyCursor | null }> {
  const { rows, next } = await pageParties(store, filter, page);
  const nameOf = await namesOf(store, rows);
  return { rows: rows.map((row) => ({ ...row, name: nameOf(row.counterparty) })), next };
}
