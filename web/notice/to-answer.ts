import { type Html, html } from '../html.ts';
import { outsidePage } from '../layout.ts';
import { timeLeft, timeTag } from '../time.ts';
import { type NoticePage, type NoticeView, questionsFor } from './model.ts';
import { correctedSince, sentText } from './since.ts';

/** What was typed before, and which fields are at fault. */
export type FormState = { given: Partial<Record<'holdsData' | 'misuse' | 'answeredBy', string>>; missing: string[] };

/** The notice with its three questions. Opening it confirms nothing: only sending the form does. */
export function openNoticePage(
  page: NoticePage,
  notice: NoticeView,
  form: FormState = { given: {}, missing: [] },
): string {
  const { now, organisation } = page;
  const isBad = form.missing.includes('answeredBy');
  const main = html`
    <h1>Please confirm that you have read this notice</h1>
    ${form.missing.length === 0 ? null : errorSummary(form.missing)}
    <p class="strong">${notice.subject}</p>
    <p class="jump"><a href="#answer">Go straight to the three questions</a></p>
    ${correctedSince(page, notice)}
    ${sentText(page, notice)}
    <p>
      <span class="strong">Please answer by ${timeTag(notice.answerBy, organisation.zone)}</span>${' '}
      <span class="sub">
        <time datetime="${notice.answerBy}" data-left="Your answer">${timeLeft(notice.answerBy, now)}</time>
        ${notice.answerBy < now ? '; your answer is still needed.' : ' left. It takes about two minutes.'}
      </span>
    </p>
    <form method="post" id="answer">
      ${question('holdsData', notice, form)}
      ${question('misuse', notice, form)}
      <div class="field${isBad ? ' bad' : ''}">
        <label for="answeredBy">3. Who answers for you?</label>
        <span class="hint" id="answeredBy-h">
          Name and a phone number or e-mail address; where you have seen misuse, the number that we shall call
        </span>
        ${
          isBad
            ? html`<span class="err" id="answeredBy-e">Error: say who answers, so that we can ask back.</span>`
            : null
        }
        <input
          id="answeredBy"
          name="answeredBy"
          value="${form.given.answeredBy ?? ''}"
          required
          minlength="2"
          maxlength="300"
          autocomplete="name"
          aria-describedby="answeredBy-h">
      </div>
      <button class="btn main wide">Confirm and send</button>
    </form>
    ${
      notice.kind === 'customer'
        ? html`
          <p>
            Do you need anything from us, such as logs or a list of the people concerned? Call or write to us; the
            letter above says how.
          </p>
        `
        : null
    }
    <p class="small muted">Confirming means that you have read the notice. It is not an admission of anything.</p>
  `;
  const title = `${form.missing.length === 0 ? '' : 'Error: '}Please confirm a security notice`;
  return outsidePage({ title, now, organisation, reference: notice.reference, exercise: notice.exercise, main });
}

function errorSummary(missing: string[]): Html {
  const words: Record<string, string> = {
    holdsData: 'Answer question 1',
    misuse: 'Answer question 2',
    answeredBy: 'Say who answers',
  };
  return html`
    <div class="note hot" role="alert">
      <h2>Your answer was not sent yet</h2>
      <ul>${missing.map((f) => html`<li><a href="#${f}">${words[f] ?? f}</a></li>`)}</ul>
    </div>
  `;
}

function question(name: 'holdsData' | 'misuse', notice: NoticeView, form: FormState): Html {
  const { legend, choices } = questionsFor(notice)[name];
  const isBad = form.missing.includes(name);
  const options = Object.entries(choices).map(
    ([value, words], i) =>
      html`
        <label>
          <input
            type="radio"
            ${i === 0 ? html` id="${name}"` : null}
            name="${name}"
            value="${value}"
            required
            ${form.given[name] === value ? html` checked` : null}> ${words}
        </label>
      `,
  );
  return html`
    <fieldset class="${isBad ? 'bad' : ''}">
      <legend>${legend}</legend>
      ${isBad ? html`<span class="err">Error: choose one answer.</span>` : null}
      <div class="choice">${options}</div>
    </fieldset>
  `;
}
