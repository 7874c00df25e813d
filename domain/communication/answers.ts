import type { NoticeAnswers } from '../breach/events.ts';
import type { Instant } from '../time.ts';
import type { Notice, OtherAnswer } from './notice.ts';

/** What was answered by the link of a notice. Every answer stays on record; the latest one counts. Pure. */

type Answered = Pick<Notice, 'acknowledgedAt' | 'answers'> & { others: readonly OtherAnswer[] };

/** All of them in the order in which they were given; none where nobody has answered. */
export function answersGiven({ acknowledgedAt, answers, others }: Answered): OtherAnswer[] {
  return acknowledgedAt === null || answers === null ? [] : [{ at: acknowledgedAt, answers }, ...others];
}

/** When a sign of misuse was last spoken of; null where no answer does. A later answer does not take it back. */
export function misuseSeenAt(given: readonly OtherAnswer[]): Instant | null {
  return given.findLast(({ answers }) => answers.misuse === 'yes')?.at ?? null;
}

type Asked = Pick<NoticeAnswers, 'misuse' | 'answeredBy'> & { phone?: string | undefined };

/** Digits of the shortest number that can be called from elsewhere. */
const LEAST_DIGITS = 6;

/** Whether somebody asks to be called and names no number: nobody could call. */
export function lacksPhone({ misuse, phone = '', answeredBy }: Asked): boolean {
  const digits = (text: string) => text.replaceAll(/\D/g, '').length;
  return misuse === 'yes' && digits(phone) < LEAST_DIGITS && digits(answeredBy) < LEAST_DIGITS;
}
