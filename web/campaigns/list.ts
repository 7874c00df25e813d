import type { CampaignLine } from '../../domain/communication/campaign-line.ts';
import { unopened as unopenedMark } from '../../domain/unopened.ts';
import { number } from '../breach/figures.ts';
import { meter } from '../breach/meter.ts';
import { standingWord } from '../communication/standing.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { nameOf } from '../names.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { CampaignRow, CampaignsModel } from './model.ts';

/** Every campaign over all incidents, newest incident first, with how far each has gone out. */
export function campaignsPage(view: View, { rows, unopened, next }: CampaignsModel): string {
  const { breach, campaigns: words, shell } = view.words;
  const title = shell.places.campaigns;
  const head = [words.incident, words.letter, words.state, words.progress, words.approvedBy];
  const table = html`
    <table class="stack" role="table" aria-labelledby="h-cam">
      <thead role="rowgroup">
        <tr role="row">${head.map((h) => html`<th role="columnheader" scope="col">${h}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows.map((row) => line(view, row))}${unopened.map((id) => markedLine(view, id))}</tbody>
    </table>
  `;
  const empty = html`
    <div class="empty">
      <p class="strong">${words.empty}</p>
      <p>${words.emptyHint} <a href="/desk/breaches">${shell.places.breaches}</a></p>
    </div>
  `;
  const main = html`
    <div class="head"><div><h1>${title}</h1><p class="lede">${words.lede}</p></div></div>
    <section class="card" aria-labelledby="h-cam">
      <header><h2 id="h-cam">${breach.campaigns.title}</h2></header>
      ${rows.length + unopened.length === 0 ? empty : table}
    </section>
    ${
      next === null
        ? null
        : html`
          <nav class="row pad" aria-label="${title}">
            <a class="btn" href="/desk/campaigns?before=${next}">${shell.next}</a>
          </nav>
        `
    }
  `;
  return insidePage(view, { title, place: 'campaigns', main });
}

function line(view: View, row: CampaignRow): Html {
  const { campaigns: words, shell } = view.words;
  const { breachId, title, exercise, approvedBy, approvedAt } = row;
  const mark = exercise ? html`<span class="tag drill">${shell.exercise}</span> ` : null;
  const approved =
    approvedBy === null || approvedAt === null
      ? html`<span class="muted">${words.notYet}</span>`
      : html`<span>${nameOf(view, approvedBy)}<span class="sub">${timeTag(approvedAt, view)}</span></span>`;
  return html`
    <tr role="row"${exercise ? html` class="drill"` : null}>
      <td role="cell" data-l="${words.incident}">
        <span>${mark}<span class="strong">${peoplesWords(view, title)}</span><span class="sub">${breachId}</span></span>
      </td>
      <td role="cell" data-l="${words.letter}">
        <a class="nowrap" href="/desk/breaches/${breachId}/campaigns/${row.number}">${words.campaign(row.number)}</a>
      </td>
      <td role="cell" data-l="${words.state}">${stateWord(view, row)}</td>
      <td role="cell" data-l="${words.progress}"><span>${progress(view, row)}</span></td>
      <td role="cell" data-l="${words.approvedBy}">${approved}</td>
    </tr>
  `;
}

function markedLine(view: View, breachId: string): Html {
  return html`
    <tr role="row">
      <td role="cell" colspan="5" data-l="${view.words.campaigns.incident}">
        <span>${peoplesWords(view, unopenedMark(null))}<span class="sub">${breachId}</span></span>
      </td>
    </tr>
  `;
}

/** How far it is, as a word with its shape: that it stands still, where it does. */
export function stateWord({ words }: View, { status, standing }: Pick<CampaignLine, 'status' | 'standing'>): Html {
  const paused = standing?.status === 'paused' ? standingWord({ words }, standing) : null;
  if (paused !== null) return paused;
  const shape = { draft: 'uncertain', sending: 'running', finished: 'filed', stopped: 'withdrawn' }[status];
  return html`<span class="st ${shape}">${words.breach.campaigns.status[status]}</span>`;
}

/** The bar with its numbers; before the approval only how many people there are. */
export function progress(view: View, { counts, recipients }: Pick<CampaignLine, 'counts' | 'recipients'>): Html {
  const { campaigns: words } = view.words;
  const n = (value: number) => number(value, view.language);
  if (counts === null) return html`${words.total(n(recipients))}`;
  const { sent, refused, uncertain, pending, total } = counts;
  const label = words.meter(n(sent), n(refused), n(uncertain), n(pending), n(total));
  const parts = [
    { shape: 'ok' as const, size: sent },
    { shape: 'warn' as const, size: uncertain },
    { shape: 'bad' as const, size: refused },
  ];
  return html`<span class="sub">${label}</span>${meter(parts, total, label)}`;
}
