import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/**
 * A part of a long page: where it begins, what it is called, and how much is in it, where that can be counted. `lang`
 * where it differs.
 */
export type Part = { href: string; label: string; lang?: 'en'; count?: number };

/** The way to the parts of a page, for a side column; small screens have {@link contentsFolded} in its place. */
export function contentsCard({ words }: View, parts: readonly Part[]): Html {
  return html`
    <nav class="card toc toc-wide noprint" aria-label="${words.shell.onThisPage}">
      <header><h2>${words.shell.onThisPage}</h2></header>
      <ul class="in">${parts.map(link)}</ul>
    </nav>
  `;
}

/** The same, folded, for the top of the page on a small screen. */
export function contentsFolded({ words }: View, parts: readonly Part[]): Html {
  return html`
    <nav class="card toc toc-small noprint" aria-label="${words.shell.onThisPage}">
      <details>
        <summary class="cardhead">${words.shell.onThisPage}</summary>
        <ul class="in">${parts.map(link)}</ul>
      </details>
    </nav>
  `;
}

function link({ href, label, lang, count }: Part): Html {
  return html`
    <li>
      <a href="${href}">
        <span${lang === undefined ? null : html` lang="${lang}"`}>${label}</span>
        ${count === undefined ? null : html`<span class="num">${count}</span>`}
      </a>
    </li>
  `;
}
