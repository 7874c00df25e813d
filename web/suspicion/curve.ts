import type { CurveBar } from '../../domain/suspicion/curve.ts';
import type { SuspicionReasoning } from '../../domain/suspicion/reasoning.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { localTime, timeTag } from '../time.ts';
import type { View } from '../view.ts';

const HEIGHT = 80;

/** How many alerts came when: bars, the same in a sentence, and the numbers in a fold. */
export function curveCard(view: View, { curve, alerts }: SuspicionReasoning): Html | null {
  // One bar alone says what stands above: how many there were, and when.
  if (curve === null || curve.bars.filter(({ count }) => count > 0).length < 2) return null;
  const { curve: words } = view.words.suspicion;
  const n = (value: number) => number(value, view.language);
  const { bars, most, stepHours } = curve;
  const [first, last] = [bars[0], bars.at(-1)];
  const sum = bars.reduce((all, { count }) => all + count, 0);
  const says = words.says(n(sum), n(most.count));
  const label = `${says} ${localTime(most.at, view, true)}. ${words.step(stepHours)}`;
  const undrawn = alerts.count - sum;
  const rows = bars
    .filter(({ count }) => count > 0)
    .map(({ at, count }) => html`<tr><td>${timeTag(at, view)}</td><td class="num">${n(count)}</td></tr>`);
  return html`
    <section class="card" aria-labelledby="h-curve">
      <header><h2 id="h-curve">${words.title}</h2><p class="small muted">${words.step(stepHours)}</p></header>
      <div class="in flow">
        <div class="curve">
          <svg class="hours" viewBox="0 0 ${bars.length * 10} ${HEIGHT}" preserveAspectRatio="none" role="img"
            aria-label="${label}">
            <rect class="seg-bg" y="${HEIGHT - 1}" width="${bars.length * 10}" height="1"/>
            ${bars.map((bar, index) => barOf(bar, index, most.count))}
          </svg>
          <p class="ends sub">
            <span>${first === undefined ? null : localTime(first.at, view)}</span>
            <span>${last === undefined ? null : localTime(last.at, view)}</span>
          </p>
        </div>
        <p class="small inline">${says} ${timeTag(most.at, view)}. ${undrawn > 0 ? words.undrawn(n(undrawn)) : null}</p>
        <details>
          <summary>${words.numbers}</summary>
          <table>
            <thead><tr><th scope="col">${words.hour}</th><th scope="col">${words.count}</th></tr></thead>
            <tbody>${rows}</tbody>
          </table>
        </details>
      </div>
    </section>
  `;
}

/** One that is small beside a storm is still seen. */
function barOf({ count }: CurveBar, index: number, most: number): Html | null {
  if (count === 0) return null;
  const height = Math.max(3, Math.round((count / most) * HEIGHT));
  return html`<rect class="bar-ok" x="${index * 10 + 1}" y="${HEIGHT - height}" width="8" height="${height}"/>`;
}
