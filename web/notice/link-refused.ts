import { html } from '../html.ts';
import type { Words } from '../languages/index.ts';
import { wordsOf } from '../languages/index.ts';
import { outsidePage } from '../layout.ts';
import type { NoticePage } from './model.ts';

/**
 * The pages of a link that opens nothing. They name no notice: the link may have been forwarded or guessed.
 *
 * `expired`: too old. `replaced`: ended, or replaced by a newer one. `unknown`: none of ours, or damaged on its way.
 * `unavailable`: we failed, not the visitor. `busy`: used too often. `otherSite`: sent by a page of another site.
 */
export type WhyNoNotice = keyof Words['notice']['links'];

export function noNoticePage(page: NoticePage, why: WhyNoNotice): string {
  const { title, heading, text, stands, do: act, after } = wordsOf(page.language).notice.links[why];
  const main = html`
    <h1>${heading}</h1>
    ${text === '' ? null : html`<p>${text}</p>`}
    <p class="note${stands === '' ? '' : ' warn'}">${stands === '' ? null : html`<b>${stands}</b> `}${act}</p>
    ${after === '' ? null : html`<p class="small muted">${after}</p>`}
  `;
  return outsidePage(page, { title, reference: null, exercise: false, main });
}
