import type { ReleaseBasis } from '../../domain/communication/release.ts';
import type { Instant } from '../../domain/time.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** One release, as it stands on record. */
export type Released = {
  release: number;
  at: Instant;
  by: string;
  basis: ReleaseBasis;
  suppliers: number;
  customers: number;
  leftOut: number;
  reasons: string;
};

type Releases = { released: readonly Released[]; isReleased: boolean };

/** What was released last, when, by whom and to how many; nothing where nothing was. */
export function releasedCard(view: View, { released, isReleased }: Releases): Html | null {
  const { release: words } = view.words;
  if (released.length === 0) return null;
  const n = (value: number) => number(value, view.language);
  const hint = isReleased ? html`<p class="small muted">${words.releasedHint}</p>` : null;
  const items = released.map(
    ({ release, at, by, basis, suppliers, customers, leftOut, reasons }) => html`
      <li>
        <div>
          ${timeTag(at, view)}
          <span class="sub">${basis === 'person' ? nameOf(view, by) : words.byPolicy[basis]}</span>
        </div>
        <div>
          <p><span class="st filed">${words.releaseNumber(release)}</span></p>
          <p class="small">${words.counts(n(suppliers), n(customers), n(leftOut))}</p>
          ${reasons === '' ? null : html`<q class="said">${reasons}</q>`}
        </div>
      </li>
    `,
  );
  return html`
    <section class="card" id="released" aria-labelledby="h-released">
      <header><h2 id="h-released">${words.releasedTitle}</h2>${hint}</header>
      <ol class="log">${items}</ol>
    </section>
  `;
}
