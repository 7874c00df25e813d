import type { NoticeAnswers } from '../../domain/breach/events.ts';
import { lacksPhone, misuseIn } from '../../domain/communication/answers.ts';
import type { OtherAnswer } from '../../domain/communication/notice.ts';
import { type Html, html } from '../html.ts';
import { outsidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { answerForm, type FormState, NO_FORM, problemsOf } from './form.ts';
import { type NoticePage, type NoticeView, questionsFor } from './model.ts';
import { correctedSince, sentText } from './since.ts';

/** `isFull`: no further answer is taken. `refused`: one that was just given all the same. */
type Shown = { form?: FormState | undefined; isFull?: boolean; refused?: NoticeAnswers };

/**
 * After an answer: the receipt of each that was given, the latest first, and the form for another as long as one is
 * taken. Also what the link shows from then on.
 *
 * @param given all answers, oldest first; at least one
 */
export function acknowledgedNoticePage(
  page: NoticePage,
  notice: NoticeView,
  given: readonly OtherAnswer[],
  { form = NO_FORM, isFull = false, refused }: Shown = {},
): string {
  const { now, organisation } = page;
  const [latest, ...earlier] = given.toReversed();
  const isCustomer = notice.kind === 'customer';
  const isLooking = latest?.answers.misuse === 'unknown' || latest?.answers.holdsData === 'unknown';
  const misuse = misuseIn(given);
  const main = html`
    <h1>${refused === undefined ? 'Thank you. We have your answer.' : 'This answer was not taken'}</h1>
    ${refused === undefined ? null : notTaken(page, notice, refused)}
    ${problemsOf(form)}
    <div class="note good">
      <p><span class="st ack">Acknowledged</span></p>
      <p>${latest === undefined ? null : timeTag(latest.at, organisation.zone, true)}</p>
      <p class="small">${notice.counterpartyName}</p>
    </div>
    ${latest === undefined ? null : receipt(notice, latest)}
    ${
      misuse !== undefined && latest?.answers.misuse !== 'yes'
        ? html`<p class="note warn" id="misuse-stays">An earlier answer below speaks of a sign of misuse. It stays on
          our record, and open, until we have looked into it with you.</p>`
        : null
    }
    ${earlier.length === 0 ? null : earlierAnswers(page, notice, earlier)}
    ${correctedSince(page, notice)}
    <h2>What happens next</h2>
    <p>
      ${
        misuse === undefined
          ? 'If we have questions, we ask the person named above.'
          : lacksPhone(misuse.answers)
            ? 'You saw signs of misuse, and we have no number of yours: please call the number below.'
            : 'You saw signs of misuse: we call the number that you gave.'
      }
      ${isCustomer ? 'We write again when we know more.' : 'Please keep the logs until we say otherwise.'}
    </p>
    ${isFull ? noMore(page) : another(notice, form, isLooking)}
    <details><summary>The notice that you confirmed</summary><div class="flow">${sentText(page, notice)}</div></details>
  `;
  const isError = form.missing.length > 0 || refused !== undefined;
  const title = isError ? 'Error: your answer was not sent' : 'We have your answer';
  return outsidePage({ title, now, organisation, reference: notice.reference, exercise: notice.exercise, main });
}

function noMore({ organisation: { publicContact } }: NoticePage): Html {
  return html`<p class="note">No further answer is taken by this link: call us at ${publicContact.phone}.</p>`;
}

/** Said above all that was taken, with what was typed, so that it can be read out. */
function notTaken({ organisation: { publicContact } }: NoticePage, notice: NoticeView, answers: NoticeAnswers): Html {
  return html`
    <div class="note hot" role="alert">
      <p>
        Please call us at ${publicContact.phone} and read out what you just answered: this link takes no further
        answer, and we have not kept it.
      </p>
      ${receipt(notice, { answers })}
    </div>
    <h2>What we have from you</h2>
  `;
}

/** The form for another answer. */
function another(notice: NoticeView, form: FormState, isLooking: boolean): Html {
  const isOpen = isLooking || form.missing.length > 0;
  return html`
    <details${isOpen ? html` open` : null}>
      <summary>${isLooking ? 'Tell us what you found' : 'Answer again, or add something'}</summary>
      <div class="flow">
        <p>
          By this same link. The latest answer counts, and what you answered before stays on record. You can also call
          the number below, or reply to our e-mail.
        </p>
        ${answerForm(notice, form, 'Send this answer too')}
      </div>
    </details>
  `;
}

function receipt(notice: NoticeView, { answers }: Pick<OtherAnswer, 'answers'>): Html {
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
