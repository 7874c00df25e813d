import type { NoticeAnswers } from '../../domain/breach/events.ts';
import { lacksPhone, misuseIn } from '../../domain/communication/answers.ts';
import type { OtherAnswer } from '../../domain/communication/notice.ts';
import { type Html, html } from '../html.ts';
import { wordsOf } from '../languages/index.ts';
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
  const { answered: words } = wordsOf(page.language).notice;
  const [latest, ...earlier] = given.toReversed();
  const isCustomer = notice.kind === 'customer';
  const isLooking = latest?.answers.misuse === 'unknown' || latest?.answers.holdsData === 'unknown';
  const misuse = misuseIn(given);
  const main = html`
    <h1>${refused === undefined ? words.heading : words.refusedHeading}</h1>
    ${refused === undefined ? null : notTaken(page, notice, refused)}
    ${problemsOf(page, form)}
    <div class="note good">
      <p><span class="st ack">${words.acknowledged}</span></p>
      <p>${latest === undefined ? null : timeTag(latest.at, readingOf(page), true)}</p>
      <p class="small">${notice.counterpartyName}</p>
    </div>
    ${latest === undefined ? null : receipt(page, notice, latest)}
    ${
      misuse !== undefined && latest?.answers.misuse !== 'yes'
        ? html`<p class="note warn" id="misuse-stays">${words.misuseStays}</p>`
        : null
    }
    ${earlier.length === 0 ? null : earlierAnswers(page, notice, earlier)}
    ${correctedSince(page, notice)}
    <h2>${words.next}</h2>
    <p>
      ${misuse === undefined ? words.weAsk : lacksPhone(misuse.answers) ? words.noNumber : words.weCall}
      ${isCustomer ? words.writeAgain : words.keepLogs}
    </p>
    ${isFull ? noMore(page) : another(page, notice, form, isLooking)}
    <details><summary>${words.confirmed}</summary><div class="flow">${sentText(page, notice)}</div></details>
  `;
  const isError = form.missing.length > 0 || refused !== undefined;
  const title = isError ? words.errorTitle : words.title;
  return outsidePage(page, { title, reference: notice.reference, exercise: notice.exercise, main });
}

function readingOf({ organisation, language }: NoticePage) {
  return { zone: organisation.zone, language };
}

function noMore({ organisation: { publicContact }, language }: NoticePage): Html {
  return html`<p class="note">${wordsOf(language).notice.answered.noMore(publicContact.phone)}</p>`;
}

/** Said above all that was taken, with what was typed, so that it can be read out. */
function notTaken(page: NoticePage, notice: NoticeView, answers: NoticeAnswers): Html {
  const { answered: words } = wordsOf(page.language).notice;
  return html`
    <div class="note hot" role="alert">
      <p>${words.readOut(page.organisation.publicContact.phone)}</p>
      ${receipt(page, notice, { answers })}
    </div>
    <h2>${words.weHave}</h2>
  `;
}

/** The form for another answer. */
function another(page: NoticePage, notice: NoticeView, form: FormState, isLooking: boolean): Html {
  const { answered: words } = wordsOf(page.language).notice;
  const isOpen = isLooking || form.missing.length > 0;
  return html`
    <details${isOpen ? html` open` : null}>
      <summary>${isLooking ? words.found : words.again}</summary>
      <div class="flow"><p>${words.sameLink}</p>${answerForm(page, notice, form, words.sendToo)}</div>
    </details>
  `;
}

function receipt(page: NoticePage, notice: NoticeView, { answers }: Pick<OtherAnswer, 'answers'>): Html {
  const { answered: words } = wordsOf(page.language).notice;
  const { holdsData, misuse } = questionsFor(page, notice);
  const { phone, comment } = answers;
  return html`
    <dl class="kv">
      <dt>${notice.kind === 'customer' ? words.yours : words.data}</dt>
      <dd>${holdsData.choices[answers.holdsData]}</dd>
      <dt>${words.misuse}</dt>
      <dd>${misuse.choices[answers.misuse]}</dd>
      <dt>${words.who}</dt>
      <dd>${answers.answeredBy}</dd>
      ${phone === undefined ? null : html`<dt>${words.phone}</dt><dd>${phone}</dd>`}
      ${comment === undefined ? null : html`<dt>${words.added}</dt><dd class="lines">${comment}</dd>`}
    </dl>
  `;
}

function earlierAnswers(page: NoticePage, notice: NoticeView, earlier: readonly OtherAnswer[]): Html {
  const { answered: words } = wordsOf(page.language).notice;
  const items = earlier.map(
    (one) => html`<li>${timeTag(one.at, readingOf(page), true)}${receipt(page, notice, one)}</li>`,
  );
  return html`
    <details id="earlier">
      <summary>${words.before(earlier.length)}</summary>
      <ul>${items}</ul>
    </details>
  `;
}
