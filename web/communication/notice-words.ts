import type { NoticeAnswers } from '../../domain/breach/events.ts';
import { whoAnswered } from '../../domain/communication/answers.ts';
import type { NoticeLetter, NoticeLine } from '../../domain/communication/notice-line.ts';
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

/** The same for what became of one letter. */
export const LETTER_SHAPES: Record<NoticeLetter['result'], string> = {
  ...{ sent: 'sent', refused: 'bounced', uncertain: 'uncertain', failed: 'failed', waiting: 'running' },
};

/**
 * What was answered to a notice, and counts. A sign of misuse comes first: it is what somebody must act on, also where
 * only an earlier answer speaks of it, until somebody says what came of it.
 */
export function sayAnswer(
  view: View,
  { kind, misuse, call }: Pick<NoticeLine, 'kind' | 'misuse' | 'call'>,
  answers: NoticeAnswers,
): Html {
  const { misuse: words } = view.words.breach.notices;
  const said = answers.misuse === 'yes' ? '' : words[answers.misuse];
  if (misuse === 'open') {
    // Whom to call is who saw it, also where somebody else answered since.
    const whom = call === null || call === whoAnswered(answers) ? null : html`<span class="sub">${call}</span>`;
    return sayAll(view, kind, answers, html`<span class="tag hot">${words.yes}</span>${whom} ${said} `);
  }
  return sayAll(view, kind, answers, html`${misuse === 'settled' ? words.settled : ''} ${said} `);
}

/** An earlier answer, as it was given. */
export function sayEarlier(view: View, kind: CounterpartyKind, answers: NoticeAnswers): Html {
  const { misuse: words } = view.words.breach.notices;
  return sayAll(view, kind, answers, html`${answers.misuse === 'yes' ? words.seen : words[answers.misuse]} `);
}

function sayAll(view: View, kind: CounterpartyKind, answers: NoticeAnswers, misuse: Html): Html {
  const { notices: words } = view.words.breach;
  const { holdsData, comment, spoken } = answers;
  const by = spoken === undefined ? words.answeredBy : words.spokenBy;
  const holds = (kind === 'customer' ? words.theirs : words.holds)[holdsData];
  const more = comment === undefined ? null : html`<q class="sub lines said">${comment}</q>`;
  return html`${misuse}${holds}<span class="sub">${by(whoAnswered(answers))}</span>${more}`;
}
