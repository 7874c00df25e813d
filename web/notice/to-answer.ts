import { html } from '../html.ts';
import { outsidePage } from '../layout.ts';
import { timeLeft, timeTag } from '../time.ts';
import { answerForm, type FormState, NO_FORM, problemsOf } from './form.ts';
import type { NoticePage, NoticeView } from './model.ts';
import { correctedSince, sentText } from './since.ts';

/** The notice with its three questions. Opening it confirms nothing: only sending the form does. */
export function openNoticePage(page: NoticePage, notice: NoticeView, form: FormState = NO_FORM): string {
  const { now, organisation } = page;
  const main = html`
    <h1>Please confirm that you have read this notice</h1>
    ${problemsOf(form)}
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
    ${answerForm(notice, form, 'Confirm and send')}
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
