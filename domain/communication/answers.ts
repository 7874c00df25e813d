import type { NoticeAnswers } from '../breach/events.ts';
import { isSignOpen } from '../breach/signs.ts';
import type { BreachState } from '../breach/state.ts';
import { isSameAnswer, knownSince, type Notice, type OtherAnswer } from './notice.ts';

/** What was answered by the link of a notice. Every answer stays on record; the latest one counts. Pure. */

type Answered = Pick<Notice, 'acknowledgedAt' | 'answers'> & { others: readonly OtherAnswer[] };

/** All of them in the order in which they were given; none where nobody has answered. */
export function answersGiven({ acknowledgedAt, answers, others }: Answered): OtherAnswer[] {
  return acknowledgedAt === null || answers === null ? [] : inOrder([{ at: acknowledgedAt, answers }, ...others]);
}

/** By when each was given: what was said by telephone may be put on record after an answer that followed it. */
export function inOrder(given: readonly OtherAnswer[]): OtherAnswer[] {
  return given.toSorted((one, other) => Number(one.at > other.at) - Number(one.at < other.at));
}

/**
 * Whether the same was answered already: just before it, or at the same instant. What was said by telephone goes by
 * when it was said, so that recording it twice adds nothing, however many answers followed it.
 */
export function isRepeated(given: readonly OtherAnswer[], { at, answers }: OtherAnswer): boolean {
  const before = inOrder(given).findLast((known) => known.at < at);
  return given.some((known) => (known === before || known.at === at) && isSameAnswer(known.answers, answers));
}

/** The last answer that speaks of misuse; undefined where none does. A later answer does not take it back. */
export function misuseIn(given: readonly OtherAnswer[]): OtherAnswer | undefined {
  return given.findLast(speaksOfMisuse);
}

/**
 * The last answer that speaks of misuse and that nobody has dealt with, by when each is known here; undefined where
 * there is none. One that was dealt with hides no other, whenever that one was given.
 */
export function openMisuse(state: Pick<BreachState, 'signs'>, given: readonly OtherAnswer[]): OtherAnswer | undefined {
  return given.findLast((answer) => speaksOfMisuse(answer) && isSignOpen(state, 'misuse', knownSince(answer)));
}

function speaksOfMisuse({ answers }: OtherAnswer): boolean {
  return answers.misuse === 'yes';
}

/** Who answered, with the number where one was given. */
export function whoAnswered({ answeredBy, phone }: NoticeAnswers): string {
  return phone === undefined ? answeredBy : `${answeredBy}, ${phone}`;
}

type Asked = Pick<NoticeAnswers, 'misuse' | 'answeredBy'> & { phone?: string | undefined };

/** Digits of the shortest number that can be called from elsewhere. */
const LEAST_DIGITS = 6;

/** Whether somebody asks to be called and names no number: nobody could call. */
export function lacksPhone({ misuse, phone = '', answeredBy }: Asked): boolean {
  const digits = (text: string) => text.replaceAll(/\D/g, '').length;
  return misuse === 'yes' && digits(phone) < LEAST_DIGITS && digits(answeredBy) < LEAST_DIGITS;
}
