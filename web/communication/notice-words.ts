import type { NoticeAnswers } from '../../domain/breach/events.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import type { CounterpartyKind } from '../../domain/dataflow.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** A notice to one supplier or customer, as the list and its own page show it. */

/** Where its page is. */
export function noticePath(breachId: string, counterparty: string): string {
  return `/desk/breaches/${breachId}/notices/${encodeURIComponent(counterparty)}`;
}

/** The shape beside the word for a state. */
export const NOTICE_SHAPES: Record<NoticeLine['status'], string> = {
  planned: 'running',
  deferred: 'running',
  sent: 'sent',
  opened: 'opened',
  reminded: 'reminded',
  escalated: 'reminded',
  acknowledged: 'ack',
  refused: 'bounced',
  failed: 'failed',
  uncertain: 'uncertain',
  expired: 'missing',
  withdrawn: 'withdrawn',
  superseded: 'withdrawn',
};

/** What was answered to a notice. A sign of misuse comes first: it is what somebody must act on. */
export function sayAnswer(view: View, kind: CounterpartyKind, answers: NoticeAnswers): Html {
  const { notices: words } = view.words.breach;
  const misuse =
    answers.misuse === 'yes'
      ? html`<span class="tag hot">${words.misuse.yes}</span> `
      : html`${words.misuse[answers.misuse]} `;
  const by = answers.spoken === undefined ? words.answeredBy : words.spokenBy;
  const holds = (kind === 'customer' ? words.theirs : words.holds)[answers.holdsData];
  return html`${misuse}${holds}<span class="sub">${by(answers.answeredBy)}</span>`;
}
