import { drillBar, partHead, waysToBreaches } from '../breach/head.ts';
import { breachPath } from '../breach/places.ts';
import { crumbsTo } from '../crumbs.ts';
import { html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import { affectedCard } from './affected.ts';
import { clocksCard } from './clocks.ts';
import { curveCard } from './curve.ts';
import { factsCard } from './facts.ts';
import { findingsCard } from './findings.ts';
import { instantsCard } from './instants.ts';
import type { SuspicionModel } from './model.ts';
import { mayMove } from './move.ts';
import { nextCard } from './next.ts';
import { sayNone, saySince, saySum } from './words.ts';

/** Why a breach is suspected: what is decided on it first, then its alerts, then what follows and how it came about. */
export function suspicionPage(view: View, model: SuspicionModel): string {
  const { suspicion: words } = view.words;
  const { state, reasoning } = model;
  const { breachId } = state;
  const crumbs = crumbsTo([...waysToBreaches(view), [breachPath(breachId), breachId]], words.title);
  const isNone = reasoning.findings.length === 0;
  const main = html`
    ${drillBar(view, state)}${partHead(view, state, 'overview', crumbs)}
    <div class="head">
      <div>
        <h1>${words.title}</h1>
        <p class="lede inline">${isNone ? sayNone(view, state) : saySum(view, reasoning)}</p>
        ${saySince(view, reasoning)}
      </div>
    </div>
    <div class="stackgap">
      <div class="trio">${nextCard(view, model)}${clocksCard(view, model)}${affectedCard(view, model)}</div>
      ${isNone ? null : findingsCard(view, reasoning, mayMove(view, state))}
      <details class="unfold rest" id="background">
        <summary>${words.background}</summary>
        <div class="trio">${factsCard(view, model)}${instantsCard(view, model)}${curveCard(view, reasoning)}</div>
      </details>
    </div>
  `;
  return insidePage(view, { title: `${words.title}, ${breachId}`, place: 'breaches', main });
}
