import type { UnknownView } from '../../domain/alerts/unknown-view.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { PLACES } from '../places.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { judgedAgain } from './again.ts';
import type { UnknownModel } from './model.ts';

/** What alerts name and the register does not know, the most often named first: each leads to its entry. */
export function unknownPage(view: View, { unknown, total, saved, accounts, again }: UnknownModel): string {
  const { alerts: words, shell } = view.words;
  const { title, lede, saved: isSaved, more } = words.unknown;
  const note =
    saved === null
      ? null
      : html`
        <p class="note good" role="status">${isSaved} <a href="${PLACES.systems}/${saved}">${saved}</a></p>
      `;
  const rest = total - unknown.length;
  const main = html`
    <p class="crumbs"><a href="${PLACES.alerts}">${shell.places.alerts}</a></p>
    <div class="head"><div><h1>${title}</h1><p class="lede">${lede}</p></div></div>
    <div class="stackgap">
      ${note}${judgedAgain(view, again)}
      <section class="card" aria-label="${title}">
        ${unknown.length === 0 ? empty(view) : table(view, unknown, title)}
        ${rest === 0 ? null : html`<p class="in muted">${more(number(rest, view.language))}</p>`}
      </section>
      ${accounts.length === 0 ? null : peoplesAccounts(view, accounts)}
    </div>
  `;
  return insidePage(view, { title, place: 'alerts', main });
}

function empty({ words }: View): Html {
  const { none, noneHint } = words.alerts.unknown;
  return html`<div class="empty"><p class="strong">${none}</p><p>${noneHint}</p></div>`;
}

/** Apart, and never to be registered: whose they are is no system, and what they acted on is listed above. */
function peoplesAccounts(view: View, accounts: readonly UnknownView[]): Html {
  const { unknown: words } = view.words.alerts;
  return html`
    <section class="card" aria-labelledby="h-accounts">
      <header><h2 id="h-accounts">${words.accounts}</h2></header>
      <p class="in muted">${words.accountsLede}</p>
      ${table(view, accounts, words.accounts)}
    </section>
  `;
}

function table(view: View, unknown: readonly UnknownView[], label: string): Html {
  const { unknown: words } = view.words.alerts;
  const mayRegister = unknown.every(({ isAccount }) => !isAccount) && view.may('POST /desk/systems/:id');
  const head = [words.thing, words.findings, words.sources, words.last, ...(mayRegister ? [words.todo] : [])];
  const rows = unknown.map(
    ({ id, kind, name, findings, sources, lastAt, alert }) => html`
      <tr role="row">
        <td role="cell" data-l="${words.thing}">
          <span><code>${name}</code><span class="sub">${words.kinds[kind] ?? kind}</span></span>
        </td>
        <td role="cell" data-l="${words.findings}">${number(findings, view.language)}</td>
        <td role="cell" data-l="${words.sources}">${sources.join(', ')}</td>
        <td role="cell" data-l="${words.last}">
          <span>${timeTag(lastAt, view, true)}
          <span class="sub">
            <a href="${PLACES.alerts}/${alert}">${words.lastAlert}<span class="sr">: ${name}</span></a>
          </span>
          </span>
        </td>
        ${
          mayRegister
            ? html`
              <td role="cell" data-l="${words.todo}">
                <a class="btn sm" href="${PLACES.systems}/new?unknown=${id}">
                  ${words.register}<span class="sr">: ${name}</span>
                </a>
              </td>
            `
            : null
        }
      </tr>
    `,
  );
  return html`
    <table class="stack" role="table" aria-label="${label}">
      <thead role="rowgroup">
        <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}
