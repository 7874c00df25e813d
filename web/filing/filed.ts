import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type FilingModel, filingPath } from './model.ts';
import { approver, versionsCard } from './versions.ts';

const WRITE = 'POST /desk/breaches/:breachId/filings/:obligation';

/** What was handed in, before anything that could follow: that is opened by whoever has something to add. */
export function filedPage(view: View, model: FilingModel): string {
  const { filing: words, shell } = view.words;
  const { breachId, planned, versions, exercise, template } = model;
  const last = versions.at(-1);
  const title =
    last?.stage === 'withdrawal' ? words.filed.withdrawn(planned.article) : words.filed.title(planned.article);
  const main = html`<div class="head"><div><p class="crumbs"><a href="/">${shell.places.desk}</a> / <a href="/desk/breaches/${breachId}">${breachId}</a> / ${words.crumb}</p>
<h1>${title}</h1>
<p class="lede"><span lang="en">${template.title}.</span> ${words.to(planned.recipient)}</p></div></div>
${exercise ? html`<p class="drillbar">${shell.exercise}. ${words.exercise}</p>` : null}
<div class="stackgap">${lastCard(view, model)}${nextCard(view, model)}${versionsCard(view, model)}</div>`;
  return insidePage(view, { title: `${planned.article} · ${breachId}`, place: 'breaches', main });
}

function lastCard(view: View, model: FilingModel): Html | null {
  const { filing: words } = view.words;
  const last = model.versions.at(-1);
  if (last === undefined) return null;
  const { number, stage, late, filedAt, channel, receipt } = last;
  const line = (term: string, said: Html | string) => html`<dt>${term}</dt><dd>${said}</dd>`;
  const version = html`<a href="${filingPath(model, `/versions/${number}`)}">${words.version(number)}</a>${stage === null ? null : `, ${words.stages[stage]}`}`;
  return html`<section class="card" id="filed" tabindex="-1" aria-labelledby="h-filed"><header><h2 id="h-filed">${words.filed.heading(number)}</h2><span class="st ${late ? 'late' : 'filed'}">${late ? words.filed.late : words.filedAt}</span></header>
<dl class="kv in">${line(words.versionColumns.version, version)}${line(words.when, timeTag(filedAt, view, true))}${line(words.channel, channel === '' ? html`<span class="muted">${words.filed.noChannel}</span>` : channel)}${line(words.receipt, html`<span class="lines">${receipt}</span>`)}${line(words.versionColumns.approved, approver(view, model, last))}</dl></section>`;
}

/** What can still follow, and until when: nothing of it is asked for here. */
function nextCard(view: View, model: FilingModel): Html | null {
  const { filing: words } = view.words;
  const { closed, stages, status, versions, next, breachId } = model;
  if (closed) return html`<p class="note">${words.closed}</p>`;
  if (stages.length === 0) return html`<p class="note">${words.withdrawn}</p>`;
  if (status === 'waived' || status === 'does-not-apply') return null;
  const isLast = versions.at(-1)?.stage === 'complete';
  const dated = next.flatMap(({ planned, status: its }) =>
    planned.clock === null || (its !== 'running' && its !== 'overdue')
      ? []
      : [
          html`<li><a href="/desk/breaches/${breachId}/filings/${planned.id}">${planned.article}</a>: ${words.filed.until} ${timeTag(planned.clock.due, view, true)}${planned.clock.basis === 'policy' ? ` ${words.filed.ownTarget}` : null}</li>`,
        ],
  );
  const links = view.may(WRITE)
    ? stages.map(
        (stage) => html`<a class="btn" href="${filingPath(model, `?stage=${stage}`)}">${words.filed.open[stage]}</a>`,
      )
    : [];
  const says = isLast ? words.filed.complete : words.filed.more;
  return html`<section class="card" aria-labelledby="h-next"><header><h2 id="h-next">${words.filed.next}</h2></header><div class="in flow"><p>${says}</p>${dated.length === 0 ? null : html`<ul class="dots">${dated}</ul>`}${links.length === 0 ? null : html`<div class="row">${links}</div>`}</div></section>`;
}
