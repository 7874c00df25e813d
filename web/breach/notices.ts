import { communicationLeaving, secondPerson } from '../../domain/breach/decide/four-eyes.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import { NOTICE_STATUSES } from '../../domain/communication/standing.ts';
import { ACT_ROUTE, communicationActs, tickBox } from '../communication/acts.ts';
import { NOTICE_SHAPES, noticePath, sayAnswer } from '../communication/notice-words.ts';
import { standingNote, standingWord } from '../communication/standing.ts';
import type { Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { releaseNote } from '../release/panel.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { number } from './figures.ts';
import { meter } from './meter.ts';
import type { BreachModelOf, NoticePart, NoticesModel } from './model.ts';
import { breachPath } from './places.ts';
import { mayChange } from './rights.ts';

type Model = BreachModelOf<'notices'>;

/** Suppliers and customers: how many are told and have answered, and one page of them, whom to call first. */
export function noticesSection(view: View, model: Model, given?: Form): Html {
  const { notices: words } = view.words.breach;
  const { notices, state } = model;
  const { counts, standing } = notices;
  const n = (value: number) => number(value, view.language);
  const done = counts.acknowledged ?? 0;
  const told = counts.total - (counts.withdrawn ?? 0) - (counts.superseded ?? 0);
  const share = told === 0 ? null : html`<b>${words.progress(n(done), n(told))}</b> `;
  const head = html`
    <header><h2 id="h-not">${words.title}</h2><p class="small">${share}${standingWord(view, standing)}</p></header>
  `;
  if (counts.total === 0) {
    return html`
      <section class="card" id="notices" aria-labelledby="h-not">${head}${
        releaseNote(view, state) ?? html`<p class="in muted">${words.none}</p>`
      }</section>
    `;
  }
  const isOffered = mayChange(view, model, ACT_ROUTE);
  const url = `/desk/breaches/${state.breachId}/communications/notices`;
  const uncertain = counts.uncertain ?? 0;
  const leaving = communicationLeaving(state, 'notices');
  const fourEyes = leaving && secondPerson(state, leaving, view.asker);
  const acts = communicationActs(view, { url, standing, uncertain, fourEyes, form: given, isOffered });
  return html`
    <section class="card" id="notices" aria-labelledby="h-not">
      ${head}
      <div class="in flow">
        ${releaseNote(view, state)}
        ${progressBar(view, notices, told)}${byStatus(view, notices)}${standingNote(view, standing)}
        ${acts}${filters(view, model)}
      </div>
      ${table(view, model, isOffered, given)}${pager(view, model)}
    </section>
  `;
}

function progressBar(view: View, { counts }: NoticesModel, told: number): Html {
  const { notices: words } = view.words.breach;
  const n = (value: number) => number(value, view.language);
  const sum = (...statuses: (keyof typeof counts)[]) => statuses.reduce((all, each) => all + (counts[each] ?? 0), 0);
  const [done, sent] = [sum('acknowledged'), sum('sent')];
  const late = sum('reminded', 'escalated', 'uncertain', 'deferred');
  const bad = sum('refused', 'failed', 'expired');
  const parts = [
    { shape: 'ok', size: done },
    { shape: 'mid', size: sent },
    { shape: 'warn', size: late },
    { shape: 'bad', size: bad },
  ] as const;
  return meter(parts, told, words.meter(n(done), n(sent), n(late), n(bad), n(told)));
}

/** How many are in which state; what nobody is in is left out. */
function byStatus(view: View, { counts }: NoticesModel): Html {
  const { status: words } = view.words.breach.notices;
  const shown = NOTICE_STATUSES.flatMap((status) => (counts[status] ? [[status, counts[status]] as const] : []));
  const parts = shown.map(([status, count]) => {
    return html`<span class="st ${NOTICE_SHAPES[status]}">${words[status]} ${number(count, view.language)}</span>`;
  });
  return html`<p class="row small">${parts}</p>`;
}

/** Links that narrow the list; the part shown is the current one. */
function filters(view: View, { notices, state }: Model): Html | null {
  const { notices: words } = view.words.breach;
  if (notices.parts.length === 0) return null;
  const links = notices.parts
    .filter(({ part, count }) => count > 0 || part === notices.part)
    .map(({ part, count }) => {
      const current = part === notices.part ? html` aria-current="true"` : null;
      const text = `${words.parts[part]} ${number(count, view.language)}`;
      return html`<a class="btn" href="${linkTo(state.breachId, part)}"${current}>${text}</a>`;
    });
  return html`<nav class="row small noprint" aria-label="${words.filters}">${links}</nav>`;
}

function table(view: View, model: Model, isOffered: boolean, given: Form | undefined): Html {
  const { lines } = model.notices;
  const { breachId } = model.state;
  const { notices: words } = view.words.breach;
  if (lines.length === 0) return html`<p class="in muted">${words.nothing}</p>`;
  const { party, state, sent, reminded, acknowledged } = words;
  const head = [party, state, sent, reminded, acknowledged, words.answer].map(
    (text) => html`<th role="columnheader" scope="col">${text}</th>`,
  );
  return html`
    <table class="stack" role="table" aria-labelledby="h-not">
      <thead role="rowgroup"><tr role="row">${head}</tr></thead>
      <tbody role="rowgroup">${lines.map((line) => noticeRow(view, { ...line, breachId }, isOffered, given))}</tbody>
    </table>
  `;
}

function pager(view: View, { notices, state, asOf }: Model): Html | null {
  const { next, isContinued, part } = notices;
  if (next === null && !isContinued) return null;
  const link = (label: string, after: string | null) =>
    html`<a class="btn" href="${linkTo(state.breachId, part, after, asOf)}">${label}</a>`;
  const { shell, breach } = view.words;
  const first = isContinued ? link(shell.first, null) : null;
  const more = next === null ? null : link(shell.next, next);
  return html`<nav class="in row noprint" aria-label="${breach.notices.title}">${first}${more}</nav>`;
}

function linkTo(breachId: string, part: NoticePart, after: string | null = null, asOf: string | null = null): string {
  const query = new URLSearchParams({
    ...(asOf !== null && { at: asOf }),
    ...(part !== 'all' && { notices: part }),
    ...(after !== null && { after }),
  });
  return `${breachPath(breachId, 'notices')}${query.size === 0 ? '' : `?${query}`}#notices`;
}

type Row = NoticeLine & { breachId: string };

function noticeRow(view: View, line: Row, isOffered: boolean, given: Form | undefined): Html {
  const { breachId } = line;
  const { notices: words } = view.words.breach;
  const when = (label: string, at: string | null, more: Html | null = null) =>
    at === null && more === null
      ? html`<td role="cell" data-l="${label}" class="none">–</td>`
      : html`<td role="cell" data-l="${label}"><span>${at === null ? null : timeTag(at, view)}${more}</span></td>`;
  const isWaiting = !['planned', 'withdrawn', 'superseded', 'acknowledged'].includes(line.status);
  const answerBy = isWaiting ? html`<span class="sub">${words.answerBy} ${timeTag(line.answerBy, view)}</span>` : null;
  const escalated =
    line.escalatedAt === null
      ? null
      : html`<span class="sub">${words.escalated} ${timeTag(line.escalatedAt, view)}</span>`;
  const round = line.round > 1 ? `, ${words.round(line.round)}` : '';
  const tick = isOffered && line.status === 'uncertain' ? tickBox(view, line.counterparty, line.name, given) : null;
  const { status } = line;
  const hint = words.hints[status] === '' ? null : html`<span class="sub">${words.hints[status]}</span>`;
  const opened =
    line.openedAt === null ? null : html`<span class="sub">${words.openedAt} ${timeTag(line.openedAt, view)}</span>`;
  const corrected = corrections(view, line);
  const first = opened === null && corrected.length === 0 ? null : html`${opened}${corrected}`;
  const kind = html`<span class="sub">${words.kinds[line.kind]}${round}</span>`;
  const word = html`<span class="st ${NOTICE_SHAPES[status]}">${words.status[status]}</span>`;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row"><a href="${noticePath(breachId, line.counterparty)}">${line.name}</a>${kind}</th>
      <td role="cell" data-l="${words.state}"><span>${word}${hint}${tick}</span></td>
      ${when(words.sent, line.sentAt, first)}${when(words.reminded, line.remindedAt, escalated)}
      ${when(words.acknowledged, line.acknowledgedAt, answerBy)}${answer(view, line)}
    </tr>
  `;
}

/** Each correction of it, with what became of its letter. */
function corrections(view: View, { letters }: NoticeLine): Html[] {
  const { breach, communication } = view.words;
  const shown = letters.filter(({ step }) => step === 'correction');
  return shown.map(({ result, at }) => {
    const said = `${breach.notices.correction} ${communication.notice.results[result]}`;
    const when = at === null ? null : html` <span class="inline">${timeTag(at, view)}</span>`;
    return html`<span class="sub">${said}${when}</span>`;
  });
}

/** The answer that counts, with how many were given before it by the link. */
function answer(view: View, line: NoticeLine): Html {
  const { answers, others } = line;
  const { notices: words } = view.words.breach;
  if (answers === null) return html`<td role="cell" data-l="${words.answer}" class="none">–</td>`;
  const beside =
    others.length === 0
      ? null
      : html`<span class="sub">${view.words.communication.notice.others(others.length)}</span>`;
  return html`
    <td role="cell" data-l="${words.answer}"><span>${sayAnswer(view, line, answers)}${beside}</span></td>
  `;
}
