import { type Html, html } from './html.ts';

/** The way to a page: links from the outside in, and where one is. */
export function crumbsTo(ways: readonly (readonly [href: string, words: string])[], here: string): Html {
  return html`${ways.map(([href, words]) => html`<a href="${href}">${words}</a>${' / '}`)}${here}`;
}
