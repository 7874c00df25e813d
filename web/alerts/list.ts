import type { AlertView } from '../../domain/alerts/outcome.ts';
import { number } from '../breach/figures.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { tooLargeNote } from '../sources/too-large.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { hoursTable } from './hours.ts';
import type { AlertsModel } from './model.ts';
import { becameOf, reasonOf, statusOf, understood } from './words.ts';

/** All alerts: first what could not be read, then how many came, then the newest and what became of them. */
export function alertsPage(view: View, model: AlertsModel): string {
  const { alerts: words, shell } = view.words;
  const { alerts, next, isContinued, hours, retried } = model;
  const title = shell.places.alerts;
  const note =
    retried === null
      ? null
      : html`<p class="note good" role="status">${words.retried(number(retried, view.language))}</p>`;
  const numbers =
    isContinued || hours.length === 0
      ? null
      : html`
        <section class="card" aria-labelledby="h-hours">
          <header><h2 id="h-hours">${words.numbers}</h2></header>
          ${hoursTable(view, hours)}
        </section>
      `;
  const newest = html`
    <section class="card" aria-labelledby="h-alerts">
      <header><h2 id="h-alerts">${words.newest}</h2></header>
      ${alerts.length === 0 ? empty(view) : alertsTable(view, alerts, 'h-alerts')}
    </section>
  `;
  const more =
    next === null
      ? null
      : html`
        <nav class="row" aria-label="${words.newest}">
          <a class="btn" href="/desk/alerts?before=${encodeURIComponent(next)}">${shell.next}</a>
        </nav>
      `;
  const first = [
    ...model.tooLarge.map(({ source, ...tooLarge }) => tooLargeNote(view, source, tooLarge)),
    deadLetters(view, model),
  ];
  const main = html`
    <div class="head">
      <div><h1>${title}</h1><p class="lede">${words.lede}</p></div>
      <div class="row noprint">
        <a class="btn" href="/desk/alerts/rules">${words.rules.title}</a>
        <a class="btn" href="/desk/alerts/unknown">${words.unknown.title}</a>
      </div>
    </div>
    <div class="stackgap">${note}${isContinued ? null : first}${numbers}${newest}${more}</div>
  `;
  return insidePage(view, { title, place: 'alerts', main });
}

function empty({ words }: View): Html {
  return html`
    <div class="empty"><p class="strong">${words.alerts.empty}</p><p>${words.alerts.emptyHint}</p></div>
  `;
}

function deadLetters(view: View, { dead, letters }: AlertsModel): Html | null {
  if (dead.length === 0) return null;
  const { alerts: words } = view.words;
  const head = [words.alert, words.source, words.came, words.why];
  const rows = letters.map(
    (alert) => html`
      <tr role="row">
        <td role="cell" data-l="${words.alert}">${link(alert)}</td>
        <td role="cell" data-l="${words.source}">${alert.source}</td>
        <td role="cell" data-l="${words.came}"><span>${timeTag(alert.receivedAt, view, true)}</span></td>
        <td role="cell" data-l="${words.why}"><span>${reasonOf(view, alert)}</span></td>
      </tr>
    `,
  );
  const sources = dead.map(
    ({ source, count }) => html`
      <div class="row">
        <span><span class="strong">${source}</span>: ${words.deadCount(number(count, view.language))}</span>
        ${retryAll(view, source)}
      </div>
    `,
  );
  return html`
    <section class="card" aria-labelledby="h-dead">
      <header><h2 id="h-dead">${words.deadTitle}</h2></header>
      <div class="in flow"><p>${words.deadLede}</p>${sources}</div>
      <table class="stack words" role="table" aria-labelledby="h-dead">
        <thead role="rowgroup">
          <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
    </section>
  `;
}

function retryAll(view: View, source: string): Html | null {
  if (!view.may('POST /desk/alerts/retries')) return null;
  const { alerts: words } = view.words;
  return html`
    <form method="post" action="/desk/alerts/retries">
      ${hiddenFields(view, { source })}
      <button class="btn sm">${words.retryAll}<span class="sr">: ${source}</span></button>
    </form>
  `;
}

/** Alerts with what became of each, under a heading (`labelledBy`). */
export function alertsTable(view: View, alerts: readonly AlertView[], labelledBy: string): Html {
  const { alerts: words } = view.words;
  const head = [words.alert, words.source, words.came, words.state, words.result];
  const rows = alerts.map(
    (alert) => html`
      <tr role="row">
        <td role="cell" data-l="${words.alert}"><span>${link(alert, understood(view, alert))}</span></td>
        <td role="cell" data-l="${words.source}">${alert.source}</td>
        <td role="cell" data-l="${words.came}">
          <span>${timeTag(alert.receivedAt, view, true)}${repeats(view, alert)}</span>
        </td>
        <td role="cell" data-l="${words.state}">${statusOf(view, alert)}</td>
        <td role="cell" data-l="${words.result}">${becameOf(view, alert)}</td>
      </tr>
    `,
  );
  return html`
    <table class="stack" role="table" aria-labelledby="${labelledBy}">
      <thead role="rowgroup">
        <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

function repeats(view: View, { repeats: count }: AlertView): Html | null {
  if (count === 0) return null;
  return html`<span class="sub">${view.words.alerts.repeats(number(count, view.language))}</span>`;
}

function link({ reference }: AlertView, shown?: Html): Html {
  return html`<a href="/desk/alerts/${reference}">${shown ?? html`<span class="mono">${reference}</span>`}</a>`;
}
