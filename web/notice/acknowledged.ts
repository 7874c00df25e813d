import { misuseIn } from '../../domain/communication/answers.ts';
import type { OtherAnswer } from '../../domain/communication/notice.ts';
import { type Html, html } from '../html.ts';
import { outsidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { answerForm, type FormState, NO_FORM, problemsOf } from './form.ts';
import { type NoticePage, type NoticeView, questionsFor } from './model.ts';
import { correctedSince, sentText } from './since.ts';

/**
 * After an answer: the receipt of each that was given, the latest first, and the form for another. Also what the link
 * shows from then on.
 *
 * @param given all answers, oldest first; at least one
 */
export function acknowledgedNoticePage(
  page: NoticePage,
  notice: NoticeView,
  given: readonly OtherAnswer[],
  form: FormState = NO_FORM,
): string {
  const { now, organisation } = page;
  const [latest, ...earlier] = given.toReversed();
  const isCustomer = notice.kind === 'customer';
  const isLooking = latest?.answers.misuse === 'unknown' || latest?.answers.holdsData === 'unknown';
  const isOpen = isLooking || form.missing.length > 0;
  const isMisuse = misuseIn(given) !== undefined;
  const main = html`
    <h1>Thank you. We have your answer.</h1>
    ${problemsOf(form)}
    <div class="note good">
      <p><span class="st ack">Acknowledged</span></p>
      <p>${latest === undefined ? null : timeTag(latest.at, organisation.zone, true)}</p>
      <p class="small">${notice.counterpartyName}</p>
    </div>
    ${latest === undefined ? null : receipt(notice, latest)}
    ${
      isMisuse && latest?.answers.misuse !== 'yes'
        ? html`<p class="note warn" id="misuse-stays">An earlier answer below speaks of a sign of misuse. It stays on
          our record, and open, until we have looked into it with you.</p>`
        : null
    }
    ${earlier.length === 0 ? null : earlierAnswers(page, notice, earlier)}
    ${correctedSince(page, notice)}
    <h2>What happens next</h2>
    <p>
      ${
        isMisuse
          ? 'You saw signs of misuse: we call the number that you gave.'
          : 'If we have questions, we ask the person named above.'
      }
      ${isCustomer ? 'We write again when we know more.' : 'Please keep the logs until we say otherwise.'}
    </p>
    <details${isOpen ? html` open` : null}>
      <summary>${isLooking ? 'Tell us what you found' : 'Answer again, or add something'}</summary>
      <div class="flow">
        <p>
          By this same link, as often as you need to. The latest answer counts, and what you answered before stays on
          record. You can also call the number below, or reply to our e-mail.
        </p>
        ${answerForm(notice, form, 'Send this answer too')}
      </div>
    </details>
    <details><summary>The notice that you confirmed</summary><div class="flow">${sentText(page, notice)}</div></details>
  `;
  const title = form.missing.length === 0 ? 'We have your answer' : 'Error: your answer was not sent yet';
  return outsidePage({ title, now, organisation, reference: notice.reference, exercise: notice.exercise, main });
}

function receipt(notice: NoticeView, { answers }: OtherAnswer): Html {
  const { holdsData, misuse } = questionsFor(notice);
  const { phone, comment } = answers;
  return html`
    <dl class="kv">
      <dt>${notice.kind === 'customer' ? 'Yours to answer for' : 'Data that this is about'}</dt>
      <dd>${holdsData.choices[answers.holdsData]}</dd>
      <dt>Sign of misuse</dt>
      <dd>${misuse.choices[answers.misuse]}</dd>
      <dt>Who answers</dt>
      <dd>${answers.answeredBy}</dd>
      ${phone === undefined ? null : html`<dt>Phone number</dt><dd>${phone}</dd>`}
      ${comment === undefined ? null : html`<dt>Added</dt><dd class="lines">${comment}</dd>`}
    </dl>
  `;
}

function earlierAnswers({ organisation }: NoticePage, notice: NoticeView, earlier: readonly OtherAnswer[]): Html {
  const items = earlier.map((one) => html`<li>${timeTag(one.at, organisation.zone, true)}${receipt(notice, one)}</li>`);
  return html`
    <details id="earlier">
      <summary>${earlier.length === 1 ? 'The answer before it' : `The ${earlier.length} answers before it`}</summary>
      <ul>${items}</ul>
    </details>
  `;
}
