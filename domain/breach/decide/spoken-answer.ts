import type { Notice } from '../../communication/notice.ts';
import { isAmong, RESPONDERS } from '../../roles.ts';
import type { Instant } from '../../time.ts';
import type { NoticeAnswers } from '../events.ts';
import type { BreachState } from '../state.ts';
import { type Refusal, reasonsMissing, refuse } from './decision.ts';
import { mayReleaseAs } from './release.ts';

/** What one of us heard. `answeredBy`: who said it; `saidAt`: when; `reasons`: why it is believed. */
export type SpokenAnswer = Pick<NoticeAnswers, 'holdsData' | 'misuse' | 'answeredBy'> & {
  saidAt: Instant;
  reasons: string;
};
/** `at`: now. */
type Heard = Pick<SpokenAnswer, 'saidAt' | 'reasons'> & { role: string; at: Instant };
type Told = Pick<Notice, 'counterparty' | 'round' | 'status' | 'deliveries'>;

/** Whether this role puts on record what was answered by telephone: who releases what they are told. */
export function mayRecordSpoken({ plan }: Pick<BreachState, 'plan'>, role: string | undefined): boolean {
  return isAmong(RESPONDERS, role ?? '') && mayReleaseAs(role, plan?.counterparties ?? null);
}

/** Why no answer by telephone can be put on record as a notice stands, in words; null where it can. */
export function whyUntold({ counterparty, round, status, deliveries }: Told): string | null {
  if (status === 'superseded') {
    return `Notice ${round} to ${counterparty} was followed by another: record the answer to that one.`;
  }
  if (status === 'withdrawn') return `${counterparty} is not to be told any more, so that there is nothing to answer.`;
  return deliveries.length === 0 ? `No letter to ${counterparty} was sent yet, so that it answers none.` : null;
}

/**
 * Why what somebody said by telephone is not put on record as the answer to a notice; null where it is. The answer is
 * written to the ledger, as one by the link is, and not to the breach: whoever writes it asks this first. A closed
 * breach takes one too, as it takes one by the link.
 */
export function whyNotSpoken(state: BreachState, notice: Told, { role, at, saidAt, reasons }: Heard): Refusal | null {
  if (!mayRecordSpoken(state, role)) {
    const message = 'A DPO or deputy records an answer given by telephone; the policy lets no responder do it.';
    return refuse('forbidden', message, 'role');
  }
  const why = whyUntold(notice);
  if (why !== null) return refuse('conflict', why, 'counterparty', { why: 'nothing-to-answer' });
  if (saidAt > at) {
    const message = 'It is dated later than now; give the time at which it was said.';
    return refuse('content-refused', message, 'saidAt', { why: 'future' });
  }
  const first = notice.deliveries[0]?.at ?? at;
  // People give minutes: what was said in the minute of the letter may be its answer.
  if (saidAt.slice(0, 16) < first.slice(0, 16)) {
    const message = `It is dated before the letter of ${first}, which it answers; give the time at which it was said.`;
    return refuse('content-refused', message, 'saidAt', { why: 'before-letter' });
  }
  return reasons === '' ? reasonsMissing('recording an answer given by telephone') : null;
}
