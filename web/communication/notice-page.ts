import type { SecondPerson } from '../../domain/breach/decide/four-eyes.ts';
import { LINK_ACTS, type LinkAct } from '../../domain/communication/link.ts';
import type { Openings, OtherAnswer } from '../../domain/communication/notice.ts';
import type { NoticeLetter, NoticeLine, NoticeText } from '../../domain/communication/notice-line.ts';
import type { Instant } from '../../domain/time.ts';
import { number } from '../breach/figures.ts';
import { partHead } from '../breach/head.ts';
import { panelPath } from '../breach/places.ts';
import { drill } from '../campaigns/compose.ts';
import type { Incident } from '../campaigns/model.ts';
import { EMPTY_FORM, errorSummary, type Form, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { fourEyesNote } from './acts.ts';
import { LETTER_SHAPES, NOTICE_SHAPES, noticePath, sayAnswer, sayEarlier } from './notice-words.ts';
import { isSpokenForm, spokenForm } from './spoken-form.ts';

/**
 * One round of telling; `open`: what can be done about its link as it stands. `takesSpoken`: whether an answer given by
 * telephone can be recorded to it by who looks.
 */
type NoticeRound = NoticeLine & { open: readonly LinkAct[]; texts: readonly NoticeText[]; takesSpoken: boolean };
/** `rounds`: newest first. `fourEyes`: for a new link. */
type NoticeModel = { incident: Incident; name: string; rounds: readonly NoticeRound[]; fourEyes: SecondPerson };

/** The route that takes both acts, as `api/route-access.ts` names it. */
const LINK_ROUTE = 'POST /desk/breaches/:breachId/notices/:counterparty';
const SPOKEN_ROUTE = `${LINK_ROUTE}/answer`;

/** What one supplier or customer was told: how its link was used, what was answered, what is done about the link. */
export function noticePage(view: View, model: NoticeModel, form: Form = EMPTY_FORM): string {
  const { notice: words } = view.words.communication;
  const { incident, name, rounds } = model;
  const { breachId } = incident;
  const isShown = (round: NoticeRound) => isFormOf(round, form) || (round.takesSpoken && isSpokenForm(form));
  const isGone = form.problems.length > 0 && !rounds.some(isShown);
  const crumbs = html`
    <a href="/desk/breaches">${view.words.shell.places.breaches}</a> /${' '}
    <a href="${panelPath(breachId, 'notices')}">${breachId}</a>
  `;
  const main = html`
    ${drill(view, incident)}
    ${partHead(view, incident.state, 'notices', crumbs)}
    <div class="head">
      <div>
        <h1>${words.title(name)}</h1>
        <p class="lede">${words.lede}</p>
      </div>
    </div>
    ${isGone ? errorSummary(form, view.words) : null}
    <div class="stackgap">${rounds.map((round) => roundCard(view, model, round, form))}</div>
  `;
  return insidePage(view, { title: `${words.title(name)}, ${breachId}`, place: 'breaches', main });
}

function roundCard(view: View, model: NoticeModel, round: NoticeRound, form: Form): Html {
  const { breach, communication } = view.words;
  const { notice: words } = communication;
  const id = `round-${round.round}`;
  const when = (label: string, at: Instant | null) =>
    at === null ? null : html`<dt>${label}</dt><dd>${timeTag(at, view)}</dd>`;
  const { notices } = breach;
  const mayAct = view.may(LINK_ROUTE);
  const acts = mayAct ? LINK_ACTS.filter((act) => round.open.includes(act)) : [];
  const { breachId } = model.incident;
  const spoken = round.takesSpoken && view.may(SPOKEN_ROUTE) ? [spokenForm(view, breachId, round, form)] : [];
  const forms = [...spoken, ...acts.map((act) => actForm(view, model, round, act, form))];
  return html`
    <section class="card" id="${id}" aria-labelledby="h-${id}">
      <header>
        <h2 id="h-${id}">${words.round(round.round)}</h2>
        <span class="st ${NOTICE_SHAPES[round.status]}">${notices.status[round.status]}</span>
      </header>
      <div class="in flow">
        <dl class="kv">
          ${when(notices.sent, round.sentAt)}
          ${when(notices.reminded, round.remindedAt)}
          ${when(words.escalated, round.escalatedAt)}
          <dt>${words.answerBy}</dt><dd>${timeTag(round.answerBy, view)}</dd>
          <dt>${words.link}</dt><dd>${linkWords(view, round)}</dd>
          <dt>${words.opened}</dt><dd>${openings(view, round.opened)}</dd>
          <dt>${words.prefetched}</dt><dd>${openings(view, round.prefetched)}</dd>
        </dl>
        ${answers(view, round)}${sent(view, round)}
        ${forms.length === 0 ? null : html`<div class="acts noprint">${forms}</div>`}
      </div>
    </section>
  `;
}

function linkWords(view: View, { link }: NoticeRound): Html {
  const { notice: words } = view.words.communication;
  const { generation, revoked, expiresAt } = link;
  const anew = generation === 1 ? null : html`<span class="sub">${words.anew(generation - 1)}</span>`;
  if (revoked) return html`<span class="st withdrawn">${words.revoked}</span>${anew}`;
  const label = expiresAt <= view.now ? words.ended : words.opensUntil;
  return html`${label} ${timeTag(expiresAt, view)}${anew}`;
}

/** How often, and from where the first and the last time. */
function openings(view: View, looks: Openings | null): Html {
  const { notice: words } = view.words.communication;
  if (looks === null) return html`${words.never}`;
  const { count, first, last } = looks;
  const look = (label: string, { at, addressPrefix }: Openings['first']) => {
    const from = addressPrefix === '' ? words.unknownPlace : html`<span class="mono">${addressPrefix}</span>`;
    return html`<span class="sub">${label}, ${words.from} ${from}: ${timeTag(at, view)}</span>`;
  };
  return html`
    ${words.times(number(count, view.language))}${look(words.first, first)}${count > 1 ? look(words.last, last) : null}
  `;
}

/** The answer that counts, and below it what was answered before by the link. */
function answers(view: View, round: NoticeRound): Html {
  const { notice: words } = view.words.communication;
  const { kind, answers: latest, answeredAt, others } = round;
  if (latest === null || answeredAt === null) return html`<p class="muted">${words.noAnswer}</p>`;
  const beside = others.map(
    ({ at, answers: said }) => html`
    <li>${inLine(view, at)}: ${sayEarlier(view, kind, said)}${heard(view, said)}</li>
  `,
  );
  const more =
    others.length === 0
      ? null
      : html`
        <div class="note warn"><h3>${words.others(others.length)}</h3><p>${words.othersText}</p><ul>${beside}</ul></div>
      `;
  return html`
    <h3>${words.answer}</h3>
    <p>${inLine(view, answeredAt)}: ${sayAnswer(view, round, latest)}${heard(view, latest)}</p>
    ${more}
  `;
}

/** Of an answer by telephone, who of us put it on record, when and why. */
function heard(view: View, { spoken }: OtherAnswer['answers']): Html | null {
  const { spoken: words } = view.words.communication.notice;
  if (spoken === undefined) return null;
  return html`
    <span class="sub">${words.recordedBy(nameOf(view, spoken.by))} ${timeTag(spoken.recordedAt, view)}</span>
    <span class="sub">${words.because} <q>${spoken.reasons}</q></span>
  `;
}

function inLine(view: View, at: Instant): Html {
  return html`<span class="inline">${timeTag(at, view)}</span>`;
}

/** Every letter with what became of it, and below them each text as it was sent. */
function sent(view: View, { letters, texts }: NoticeRound): Html | null {
  const { notice: words } = view.words.communication;
  if (letters.length === 0) return null;
  const line = ({ step, contact, result, at }: NoticeLetter) => html`
    <li>${words.steps[step]} ${words.contacts[contact]}: <span class="st ${LETTER_SHAPES[result]}">${
      words.results[result]
    }</span>${at === null ? null : html` ${inLine(view, at)}`}</li>
  `;
  const read = texts.map(
    ({ subject, text, sentAt }, n) => html`
      <details>
        <summary>
          ${words.readAs}: ${words.texts(n)}${sentAt === null ? null : html`, ${inLine(view, sentAt)}`}
        </summary>
        <p><b>${subject}</b></p><pre class="lines">${text}</pre>
      </details>
    `,
  );
  return html`<h3>${words.letters}</h3><ul>${letters.map(line)}</ul>${read}`;
}

function actForm(view: View, model: NoticeModel, round: NoticeRound, act: LinkAct, given: Form): Html {
  const { incident } = model;
  const { communication } = view.words;
  const { verb, hint } = communication.notice.acts[act];
  const name = reasonsField(act, round.round);
  const isGiven = given.values.act === act && isFormOf(round, given);
  const form = isGiven ? given : EMPTY_FORM;
  const url = noticePath(incident.breachId, round.counterparty);
  const why = textArea({
    ...{ name, label: communication.reasons, hint, form, words: view.words, rows: 3, maxlength: 10_000 },
    required: true,
  });
  const fourEyes = act === 'reissue' ? model.fourEyes : null;
  const note = fourEyesNote(view, fourEyes);
  if (note !== null && fourEyes?.whyNot !== null) {
    return html`<details${isGiven ? html` open` : null}><summary>${verb}</summary>${note}</details>`;
  }
  return html`
    <details${isGiven ? html` open` : null}>
      <summary>${verb}</summary>
      <form method="post" action="${url}" class="flow">
        ${errorSummary(form, view.words, { [name]: communication.reasons })}${note}
        ${hiddenFields(view, { act, round: String(round.round) })}
        ${why}
        <button class="btn">${verb}</button>
      </form>
    </details>
  `;
}

/** The name of the field for the reasons: each form of the page has its own. */
export function reasonsField(act: LinkAct, round: number): string {
  return `${act}-${round}-reasons`;
}

function isFormOf({ round, open }: NoticeRound, { values }: Form): boolean {
  return values.round === String(round) && open.some((act) => act === values.act);
}
