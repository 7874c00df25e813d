import { html } from '../html.ts';
import { wordsOf } from '../languages/index.ts';
import { outsidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { timeLeft } from '../time-words.ts';
import { answerForm, type FormState, NO_FORM, problemsOf } from './form.ts';
import { inItsLanguage, type NoticePage, type NoticeView } from './model.ts';
import { correctedSince, sentText } from './since.ts';

/** The notice with its three questions. Opening it confirms nothing: only sending the form does. */
export function openNoticePage(page: NoticePage, notice: NoticeView, form: FormState = NO_FORM): string {
  const { now, organisation, language } = page;
  const words = wordsOf(language).notice;
  const { toAnswer } = words;
  const left = timeLeft(notice.answerBy, now, language);
  const main = html`
    <h1>${toAnswer.heading}</h1>
    ${problemsOf(page, form)}
    <p class="strong"${inItsLanguage(page, notice)}>${notice.subject}</p>
    <p class="jump"><a href="#answer">${toAnswer.jump}</a></p>
    ${correctedSince(page, notice)}
    ${sentText(page, notice)}
    <p>
      <span class="strong">
        ${toAnswer.answerBy} ${timeTag(notice.answerBy, { zone: organisation.zone, language })}
      </span>${' '}
      <span class="sub">
        <time datetime="${notice.answerBy}" data-left="${toAnswer.yourAnswer}">${left}</time>
        ${notice.answerBy < now ? toAnswer.late : toAnswer.left}
      </span>
    </p>
    ${answerForm(page, notice, form, toAnswer.confirm)}
    ${notice.kind === 'customer' ? html`<p>${toAnswer.need}</p>` : null}
    <p class="small muted">${toAnswer.noAdmission}</p>
  `;
  const title = `${form.missing.length === 0 ? '' : `${words.error}: `}${toAnswer.title}`;
  return outsidePage(page, { title, reference: notice.reference, exercise: notice.exercise, main });
}
