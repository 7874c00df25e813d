import type { SourceView } from '../../domain/alerts/source-view.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { tooLargeNote } from './too-large.ts';

/** Every alert source: those in use with what came from them, and the others to choose from. */
export function sourcesPage(view: View, sources: readonly SourceView[]): string {
  const { sources: words, shell } = view.words;
  const title = shell.places.sources;
  const used = sources.filter(isInUse);
  const others = sources.filter((source) => !isInUse(source));
  const main = html`
    <div class="head">
      <div><h1>${title}</h1><p class="lede">${words.lede}</p></div>
      ${view.may('GET /desk/alerts/rules') ? rulesLink(view) : null}
    </div>
    <div class="stackgap">
      ${used.map(({ title, tooLarge }) => tooLargeNote(view, title, tooLarge))}
      <section class="card" aria-labelledby="h-used">
        <header><h2 id="h-used">${words.inUse}</h2></header>
        ${used.length === 0 ? empty(view) : table(view, used)}
      </section>
      ${others.length === 0 ? null : rest(view, others)}
    </div>
  `;
  return insidePage(view, { title, place: 'sources', main });
}

function rulesLink({ words: { alerts } }: View): Html {
  return html`<div class="row noprint"><a class="btn" href="/desk/alerts/rules">${alerts.rules.title}</a></div>`;
}

/** Something came from it, or somebody has set it up. */
function isInUse({ lastAlertAt, lastDay, dead, tooLarge, secrets, topics, audience, isOn, pull }: SourceView): boolean {
  const isSetUp = secrets.some(({ madeAt, retired }) => madeAt !== null || retired !== null);
  const hasCome =
    lastAlertAt !== null || lastDay > 0 || dead > 0 || (tooLarge !== null && tooLarge.count > tooLarge.unproved);
  return hasCome || isSetUp || topics.length > 0 || audience !== null || !isOn || pull !== null;
}

function empty({ words: { sources } }: View): Html {
  return html`<div class="empty"><p class="strong">${sources.noneInUse}</p><p>${sources.noneHint}</p></div>`;
}

function table(view: View, sources: readonly SourceView[]): Html {
  const { sources: words } = view.words;
  const head = [
    ...[words.source, words.state, words.proofs, words.lastAlert],
    ...[words.thisHour, words.lastDay, words.dead],
  ];
  const rows = sources.map(
    (source) => html`
      <tr role="row">
        <td role="cell" data-l="${words.source}">
          <span>${link(source)}<span class="sub mono">${source.address}</span></span>
        </td>
        <td role="cell" data-l="${words.state}">${stateOf(view, source)}</td>
        <td role="cell" data-l="${words.proofs}">
          <span>${source.proofs.map(({ where }) => html`<code class="sub">${where}</code>`)}</span>
        </td>
        <td role="cell" data-l="${words.lastAlert}"><span>${lastOf(view, source)}</span></td>
        <td role="cell" data-l="${words.thisHour}">${number(source.thisHour, view.language)}</td>
        <td role="cell" data-l="${words.lastDay}">${number(source.lastDay, view.language)}</td>
        <td role="cell" data-l="${words.dead}">${deadOf(view, source)}</td>
      </tr>
    `,
  );
  return html`
    <table class="stack" role="table" aria-labelledby="h-used">
      <thead role="rowgroup">
        <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

function rest({ words: { sources: words } }: View, sources: readonly SourceView[]): Html {
  const items = sources.map(
    (source) => html`<li>${link(source)} <span class="muted mono nowrap">${source.name}</span></li>`,
  );
  return html`
    <section class="card" aria-labelledby="h-others">
      <header><h2 id="h-others">${words.others}</h2></header>
      <div class="in"><ul class="columns">${items}</ul></div>
    </section>
  `;
}

function link({ name, title }: SourceView): Html {
  return html`<a href="/desk/sources/${name}">${title}</a>`;
}

/** Whether it takes alerts, as a word with its colour. */
export function stateOf({ words: { sources: words } }: View, { isOn, isIntact, pull }: SourceView): Html {
  if (!isIntact) return html`<span class="tag hot">${words.broken}</span>`;
  if (isOn && pull !== null && pull.failure !== null) return html`<span class="tag hot">${words.pullFails}</span>`;
  return isOn ? html`<span class="tag good">${words.on}</span>` : html`<span class="tag warn">${words.off}</span>`;
}

export function lastOf(view: View, { lastAlertAt }: SourceView): Html | string {
  return lastAlertAt === null ? view.words.sources.never : timeTag(lastAlertAt, view, true);
}

/** How many wait as dead letters, as a link for who may open them. */
export function deadOf(view: View, { dead }: SourceView): Html | string {
  const n = number(dead, view.language);
  return dead > 0 && view.may('GET /desk/alerts') ? html`<a href="/desk/alerts#h-dead">${n}</a>` : n;
}
