import type { WouldBeClock } from '../../domain/suspicion/reasoning.ts';
import { number } from '../breach/figures.ts';
import { lookedAt } from '../breach/open-points.ts';
import { breachPath, panelPath } from '../breach/places.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { cited, translated } from '../translated.ts';
import type { View } from '../view.ts';
import type { SuspicionModel } from './model.ts';

const SHOWN = 5;

/** Which limits would run if the organisation were aware now; once it is, only the way to those that do. */
export function clocksCard(view: View, { state, reasoning: { ifAwareNow } }: SuspicionModel): Html {
  const { clocks: words } = view.words.suspicion;
  const path = breachPath(state.breachId);
  if (ifAwareNow === null) {
    const says = state.status === 'closed' ? words.closed : words.runs;
    return card(view, html`<p class="in">${says} <a href="${path}#duties">${words.duties}</a></p>`);
  }
  const { at, clocks, waiting } = ifAwareNow;
  const { first, rest } = firstFew(clocks, SHOWN);
  const body = html`
    <p class="in small inline">
      ${
        clocks.length === 0
          ? html`${words.none} ${lookedAt(view, state.plan?.coverage)}`
          : html`${words.lede} ${timeTag(at, view, true)}:`
      }
    </p>
    ${first.length === 0 ? null : table(view, first)}
    ${rest.length === 0 ? null : restFolded(words.more(rest.length), { id: 'later' }, table(view, rest))}
    <p class="in small">
      ${waiting === 0 ? null : words.waiting(number(waiting, view.language))}${' '}
      <a href="${panelPath(state.breachId, 'aware')}">${words.record}</a>
    </p>
  `;
  return card(view, body);
}

function card(view: View, body: Html): Html {
  const { clocks: words } = view.words.suspicion;
  return html`
    <section class="card" aria-labelledby="h-if-aware">
      <header><h2 id="h-if-aware">${words.title}</h2><p class="small muted">${words.note}</p></header>
      ${body}
    </section>
  `;
}

function table(view: View, clocks: readonly WouldBeClock[]): Html {
  const { clocks: words } = view.words.suspicion;
  const ours = html`<span class="sub">${words.ours}</span>`;
  const rows = clocks.map(
    ({ due, basis, article, title }) => html`
      <tr role="row">
        <td role="cell" data-l="${words.due}">
          <span class="inline">${timeTag(due, view)}${basis === 'policy' ? ours : null}</span>
        </td>
        <td role="cell" data-l="${words.duty}">
          <span>${cited(view, article)}<span class="sub">${translated(view, title)}</span></span>
        </td>
      </tr>
    `,
  );
  return html`
    <table class="stack words" role="table" aria-labelledby="h-if-aware">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${words.due}</th><th role="columnheader" scope="col">${words.duty}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}
