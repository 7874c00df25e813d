import { hiddenFields } from './forms.ts';
import { type Html, html } from './html.ts';
import { insidePage } from './layout.ts';
import type { Place } from './places.ts';
import type { View } from './view.ts';

export type ConflictRow = { label: string; now: Html; yours: Html };
export type Conflict = {
  place: Place;
  crumbs: Html;
  rows: ConflictRow[];
  action: string;
  hidden: Record<string, string>;
  /** Where "keep what is on record" leads. */
  back: string;
};

/** Somebody changed it meanwhile: both side by side, and a person chooses. `hidden` is the form again, seen anew. */
export function conflictView(view: View, { place, crumbs, rows, action, hidden, back }: Conflict): string {
  const { conflict: words } = view.words.shell;
  const lines = rows.map(
    ({ label, now, yours }) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row">${label}</th>
          <td role="cell" data-l="${words.now}"><div>${now}</div></td>
          <td role="cell" data-l="${words.yours}"><div>${yours}</div></td>
        </tr>
      `,
  );
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const main = html`
    <div class="head">
      <div><p class="crumbs">${crumbs}</p><h1>${words.title}</h1><p class="lede">${words.lede}</p></div>
    </div>
    <section class="card narrow" aria-labelledby="h-both">
      <header><h2 id="h-both">${words.now} · ${words.yours}</h2></header>
      <table class="stack" role="table" aria-labelledby="h-both">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col"><span class="sr">${view.words.facts.fact}</span></th>
            ${heading(words.now)}${heading(words.yours)}
          </tr>
        </thead>
        <tbody role="rowgroup">${lines}</tbody>
      </table>
      <form method="post" action="${action}" class="in row">
        ${hiddenFields(view, hidden)}
        <button class="btn main">${words.apply}</button>
        <a class="btn" href="${back}">${words.keep}</a>
      </form>
    </section>
  `;
  return insidePage(view, { title: words.title, place, main });
}
