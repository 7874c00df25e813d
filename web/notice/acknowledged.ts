import type { NoticeAnswers } from '../../domain/breach/events.ts';
import type { Instant } from '../../domain/time.ts';
import { html } from '../html.ts';
import { outsidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { type NoticePage, type NoticeView, questionsFor } from './model.ts';
import { correctedSince, sentText } from './since.ts';

const KEPT_BESIDE =
  'Somebody answered this notice before you. That answer is shown here and counts; yours is kept beside it, and we ' +
  'look at both.';

/**
 * After the answer: when it arrived and what it was. Also what the link shows from then on. `isOther`: whoever looks
 * has just given another answer than the one that stands.
 */
export function acknowledgedNoticePage(
  page: NoticePage,
  notice: NoticeView,
  acknowledgement: { at: Instant; answers: NoticeAnswers; isOther?: boolean },
): string {
  const { now, organisation } = page;
  const { at, answers, isOther = false } = acknowledgement;
  const { holdsData, misuse } = questionsFor(notice);
  const isCustomer = notice.kind === 'customer';
  const main = html`
    <h1>Thank you. We have your answer.</h1>
    <div class="note good">
      <p><span class="st ack">Acknowledged</span></p>
      <p>${timeTag(at, organisation.zone, true)}</p>
      <p class="small">${notice.counterpartyName}</p>
    </div>
    ${isOther ? html`<p class="note warn" id="beside">${KEPT_BESIDE}</p>` : null}
    <dl class="kv">
      <dt>${isCustomer ? 'Yours to answer for' : 'Data that this is about'}</dt>
      <dd>${holdsData.choices[answers.holdsData]}</dd>
      <dt>Sign of misuse</dt>
      <dd>${misuse.choices[answers.misuse]}</dd>
      <dt>Who answers</dt>
      <dd>${answers.answeredBy}</dd>
    </dl>
    ${correctedSince(page, notice)}
    <h2>What happens next</h2>
    <p>
      ${
        answers.misuse === 'yes'
          ? 'You saw signs of misuse: we call the person named above, or write where no number is given.'
          : 'If we have questions, we ask the person named above.'
      }
      ${isCustomer ? 'We write again when we know more.' : 'Please keep the logs until we say otherwise.'}
    </p>
    <p class="note">
      <b>This first answer counts.</b> The form is closed. To correct it or to add to it, call the number below or reply
      to our e-mail.
    </p>
    <details><summary>The notice that you confirmed</summary><div class="flow">${sentText(page, notice)}</div></details>
  `;
  const title = 'We have your answer';
  return outsidePage({ title, now, organisation, reference: notice.reference, exercise: notice.exercise, main });
}
