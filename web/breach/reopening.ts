import { isReopeningProposed } from '../../domain/breach/late-news.ts';
import { type Html, html } from '../html.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { BreachModel, ClosingModel } from './model.ts';
import { breachPath, panelPath } from './places.ts';

/** Where a closed incident is opened again: the form on its page. */
export function reopeningPath(breachId: string): string {
  return panelPath(breachId, 'reopening');
}

type Reopened = { state: BreachModel['state']; closing: Pick<ClosingModel, 'late'> };

/** What came in after the closing, with the way to the form; nothing where nothing did. Nothing opens it by itself. */
export function reopeningCard(view: View, { state, closing }: Reopened): Html | null {
  if (!isReopeningProposed(closing.late)) return null;
  const { reopen } = view.words.breach;
  const { late } = closing;
  const reports = late.reports.map(
    (breachId) => html`<li>${reopen.report} <a href="${breachPath(breachId)}">${breachId}</a></li>`,
  );
  const proposals = late.proposals.map(
    ({ by, at, reasons }) => html`
      <li>${reopen.propose.by(nameOf(view, by))}, ${timeTag(at, view)} <q class="said">${reasons}</q></li>
    `,
  );
  const may = view.may('POST /desk/breaches/:breachId/reopening');
  return html`
    <section class="note ${late.misuse ? 'hot' : 'warn'} noprint" id="news" aria-labelledby="h-news">
      <h2 id="h-news">${reopen.newsTitle}</h2>
      <p>${reopen.proposed}</p>
      <ul>
        ${late.misuse ? html`<li class="strong">${reopen.misuse}</li>` : null}
        ${late.answers === 0 ? null : html`<li>${reopen.answers(late.answers)}</li>`}
        ${late.evidence === 0 ? null : html`<li>${reopen.evidence(late.evidence)}</li>`}
        ${late.added === 0 ? null : html`<li>${reopen.added(late.added)}</li>`}
        ${reports}${proposals}
      </ul>
      ${may ? html`<p><a class="btn main" href="${reopeningPath(state.breachId)}">${reopen.title}</a></p>` : null}
    </section>
  `;
}

/** Until when the record is to be kept, counted from the last closing; nothing where the policy does not say. */
export function retentionLine(view: View, { retention }: Pick<ClosingModel, 'retention'>): Html | null {
  if (retention === null) return null;
  const { kept, keptWhy } = view.words.breach.reopen;
  const { until, years, kind } = retention;
  const why = html`<span class="sub">${keptWhy(years, kind)}</span>`;
  return html`<p class="small">${kept} ${timeTag(until, view, true)}${why}</p>`;
}
