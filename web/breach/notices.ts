import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { meter } from './meter.ts';
import type { BreachModel, NoticeLine } from './model.ts';

const SHAPES: Record<NoticeLine['status'], string> = {
  planned: 'running',
  sent: 'sent',
  opened: 'opened',
  reminded: 'reminded',
  escalated: 'reminded',
  acknowledged: 'ack',
  refused: 'bounced',
  failed: 'failed',
  uncertain: 'uncertain',
  expired: 'missing',
};

/** Suppliers and customers: who was told when, who answered what, and who must be called. */
export function noticesSection(view: View, { notices }: BreachModel): Html {
  const { notices: words } = view.words.breach;
  const done = notices.filter((n) => n.status === 'acknowledged').length;
  const head = html`<header><h2 id="h-not">${words.title}</h2><p class="small">${notices.length === 0 ? null : html`<b>${words.progress(done, notices.length)}</b>`}</p></header>`;
  if (notices.length === 0)
    return html`<section class="card" id="notices" aria-labelledby="h-not">${head}<p class="in muted">${words.none}</p></section>`;
  const bad = notices.filter((n) => ['refused', 'failed', 'expired'].includes(n.status)).length;
  const late = notices.filter((n) => ['reminded', 'escalated', 'uncertain'].includes(n.status)).length;
  const opened = notices.filter((n) => n.status === 'opened').length;
  const parts = [
    { shape: 'ok', size: done },
    { shape: 'mid', size: opened },
    { shape: 'warn', size: late },
    { shape: 'bad', size: bad },
  ] as const;
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  return html`<section class="card" id="notices" aria-labelledby="h-not">${head}
<div class="in">${meter(parts, notices.length, words.meter(done, opened, late, bad, notices.length))}</div>
<table class="stack" role="table" aria-labelledby="h-not"><thead role="rowgroup"><tr role="row">${heading(words.party)}${heading(words.state)}${heading(words.sent)}${heading(words.reminded)}${heading(words.acknowledged)}${heading(words.answer)}</tr></thead><tbody role="rowgroup">
${notices.map((line) => noticeRow(view, line))}
</tbody></table></section>`;
}

function noticeRow(view: View, line: NoticeLine): Html {
  const { notices: words } = view.words.breach;
  const when = (label: string, at: string | null, more: Html | null = null) =>
    at === null && more === null
      ? html`<td role="cell" data-l="${label}" class="none">–</td>`
      : html`<td role="cell" data-l="${label}"><span>${at === null ? null : timeTag(at, view)}${more}</span></td>`;
  const waits = line.answerBy !== null && line.acknowledgedAt === null && line.status !== 'planned';
  const answerBy =
    waits && line.answerBy !== null
      ? html`<span class="sub">${words.answerBy} ${timeTag(line.answerBy, view)}</span>`
      : null;
  const escalated =
    line.escalatedAt === null
      ? null
      : html`<span class="sub">${words.escalated} ${timeTag(line.escalatedAt, view)}</span>`;
  const round = line.round > 1 ? `, ${words.round(line.round)}` : '';
  return html`<tr role="row"><th role="rowheader" scope="row">${line.name}<span class="sub">${words.kinds[line.kind]}${round}</span></th><td role="cell" data-l="${words.state}"><span><span class="st ${SHAPES[line.status]}">${words.status[line.status]}</span>${words.hints[line.status] === '' ? null : html`<span class="sub">${words.hints[line.status]}</span>`}</span></td>${when(words.sent, line.sentAt, line.openedAt === null ? null : html`<span class="sub">${words.openedAt} ${timeTag(line.openedAt, view)}</span>`)}${when(words.reminded, line.remindedAt, escalated)}${when(words.acknowledged, line.acknowledgedAt, answerBy)}${answer(view, line)}</tr>`;
}

/** A sign of misuse comes first: it is what somebody must act on. */
function answer(view: View, { answers, kind }: NoticeLine): Html {
  const { notices: words } = view.words.breach;
  if (answers === null) return html`<td role="cell" data-l="${words.answer}" class="none">–</td>`;
  const misuse =
    answers.misuse === 'yes'
      ? html`<span class="tag hot">${words.misuse.yes}</span> `
      : html`${words.misuse[answers.misuse]} `;
  const holds = (kind === 'customer' ? words.theirs : words.holds)[answers.holdsData];
  return html`<td role="cell" data-l="${words.answer}"><span>${misuse}${holds}<span class="sub">${words.answeredBy(answers.answeredBy)}</span></span></td>`;
}
