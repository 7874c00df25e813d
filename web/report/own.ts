import type { OwnReport, OwnState, WholeOwnReport } from '../../domain/breach/own-report.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type OptionalField, optionalLabels } from './form.ts';
import { addCards, addedCard, type OwnForms, questionCards } from './more.ts';

/** The shape of each state's mark. */
const SHAPES: Record<OwnState, string> = {
  ...{ kept: 'sent', received: 'sent', open: 'running', confirmed: 'running' },
  ...{ dismissed: 'filed', merged: 'filed', closed: 'filed' },
};

/** What a person reported, and what became of it, in plain words. */
export function ownReportsPage(
  view: View,
  model: { reports: OwnReport[]; next: string | null; isFirst: boolean },
): string {
  const { report, shell } = view.words;
  const { reports, next, isFirst } = model;
  const head = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const rows = reports.map(
    (own) =>
      html`
        <tr role="row" class="${own.exercise ? 'drill' : ''}">
          <th role="rowheader" scope="row">
            <a href="/desk/reports/${own.reference}">${peoplesWords(view, own.title)}</a>
            <span class="sub">${drill(view, own)}${own.reference}</span>
          </th>
          <td role="cell" data-l="${report.receivedAt}"><span>${timeTag(own.receivedAt, view, true)}</span></td>
          <td role="cell" data-l="${report.state}">${state(view, own)}</td>
        </tr>
      `,
  );
  const pager =
    isFirst && next === null
      ? null
      : html`
        <nav class="in row pager" aria-label="${report.mine}">
          ${isFirst ? null : html`<a class="btn" href="/desk/reports">${shell.first}</a>`}
          ${
            next === null
              ? null
              : html`<a class="btn" rel="next" href="/desk/reports?after=${encodeURIComponent(next)}">${shell.next}</a>`
          }
        </nav>
      `;
  const list =
    reports.length === 0
      ? html`
        <section class="card">
          <div class="empty">
            <p class="strong">${report.mineEmpty}</p>
            <p><a href="/desk/report">${report.title}</a></p>
          </div>
        </section>
      `
      : html`
        <section class="card">
          <table class="stack" role="table" aria-label="${report.mine}">
            <thead role="rowgroup">
              <tr role="row">${head(report.column)}${head(report.receivedAt)}${head(report.state)}</tr>
            </thead>
            <tbody role="rowgroup">${rows}</tbody>
          </table>
          ${pager}
        </section>
      `;
  const main = html`
    <div class="head">
      <div><h1>${report.mine}</h1><p class="lede">${report.mineLede}</p></div>
      <div class="row noprint"><a class="btn main" href="/desk/report">${report.title}</a></div>
    </div>
    ${list}
  `;
  return insidePage(view, { title: report.mine, place: 'reports', main });
}

/** One own report, with what was added and asked; right after it was sent it says so first. */
export function ownReportPage(
  view: View,
  own: WholeOwnReport,
  { isSent = false, kept = [], forms = {} }: { isSent?: boolean; kept?: readonly OptionalField[]; forms?: OwnForms },
): string {
  const { report } = view.words;
  const title = isSent ? report.sent.title : own.title;
  const waits = own.state === 'kept' && view.away !== null ? html`<p class="note warn">${report.sent.waits}</p>` : null;
  const toBreach =
    own.state !== 'kept' && view.may('GET /desk/breaches/:breachId')
      ? html`<a class="btn main" href="/desk/breaches/${own.reference}">${report.toBreach}</a>`
      : null;
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs"><a href="/desk/reports">${report.mine}</a> / ${own.reference}</p>
        <h1>${title}</h1>
        ${isSent ? html`<p class="lede">${report.sent.lede}</p>` : null}
      </div>
    </div>
    <div class="stackgap narrow">
      ${own.exercise ? html`<p class="drillbar">${report.sent.drill}</p>` : null}${waits}
      ${notUnderstood(view, kept)}
      ${questionCards(view, own, forms)}
      <section class="card">
        <dl class="in kv">
          <dt>${report.reference}</dt>
          <dd><span class="strong reference">${own.reference}</span></dd>
          <dt>${report.state}</dt>
          <dd>${state(view, own)}</dd>
          <dt>${report.receivedAt}</dt>
          <dd>${timeTag(own.receivedAt, view, true)}</dd>
          ${own.awareAt === null ? null : html`<dt>${report.knew}</dt><dd>${timeTag(own.awareAt, view, true)}</dd>`}
          ${own.systems.length === 0 ? null : html`<dt>${report.named}</dt><dd>${own.systems.join(', ')}</dd>`}
          <dt>${report.wrote}</dt>
          <dd>
            <span class="strong">${own.title}</span>
            ${own.summary === '' ? null : html`<q class="said">${own.summary}</q>`}
          </dd>
        </dl>
      </section>
      ${addedCard(view, own)}${addCards(view, own, forms)}
      <div class="row noprint">
        ${toBreach}
        <a class="btn" href="/desk/report">${report.another}</a>
        <a class="btn" href="/desk/reports">${report.all}</a>
      </div>
    </div>
  `;
  return insidePage(view, { title, place: 'reports', main });
}

/** What stands in the report in words alone, since the form could not tell what it means. */
function notUnderstood(view: View, kept: readonly OptionalField[]): Html | null {
  if (kept.length === 0) return null;
  const labels = optionalLabels(view);
  return html`
    <div class="note warn">
      <p>${view.words.report.notUnderstood.told}</p>
      <ul>${kept.map((field) => html`<li>${labels[field]}</li>`)}</ul>
    </div>
  `;
}

function state({ words }: View, own: OwnReport): Html {
  const { states, stateText, more } = words.report;
  const shown = own.state === 'kept' ? 'received' : own.state;
  const asked =
    own.openQuestions === 0 ? null : html`<span class="st missing wraps">${more.waiting(own.openQuestions)}</span>`;
  return html`
    <span>
      <span class="st ${SHAPES[own.state]}">${states[shown]}</span> ${asked}
      <span class="sub">${stateText[own.state]}</span>
    </span>
  `;
}

function drill({ words }: View, { exercise }: OwnReport): Html | null {
  return exercise ? html`<span class="tag drill">${words.shell.exercise}</span> ` : null;
}
