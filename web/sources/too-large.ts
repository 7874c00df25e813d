import type { TooLarge } from '../../domain/alerts/source-view.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** That a source sent bodies which were too large to be kept: how many, when and how large, and what to do. */
export function tooLargeNote(view: View, source: string, tooLarge: TooLarge | null): Html | null {
  if (tooLarge === null) return null;
  const { tooLarge: words } = view.words.sources;
  const n = (value: number) => number(value, view.language);
  const { count, unproved, firstAt, lastAt, lastSize } = tooLarge;
  return html`
    <div class="note warn flow">
      <p><b>${source}</b>: ${words.count(n(count))} ${words.since} ${timeTag(firstAt, view, true)}</p>
      <p>
        ${words.last} ${lastSize === undefined ? words.noSize : words.size(n(lastSize))}, ${timeTag(lastAt, view, true)}
      </p>
      ${unproved === 0 ? null : html`<p>${words.unproved(n(unproved))}</p>`}
      <p>${words.todo}</p>
    </div>
  `;
}
