import { beganAt, type FindingLine } from '../../domain/suspicion/finding-line.ts';
import { type Html, html } from '../html.ts';
import { findingTitle, sayNone, saySince, saySum, sinceTag } from '../suspicion/words.ts';
import { timeTag } from '../time.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import type { BreachModelOf } from './model.ts';
import { suspicionPath } from './places.ts';

/** Why it is suspected, in a few lines: the finding it began with, the newest one, how many, and what is new. */
export function suspectedCard(view: View, { state, suspected }: BreachModelOf<'overview'>): Html | null {
  const { suspicion: words } = view.words;
  if (suspected === null || (suspected.findings.length === 0 && state.origin !== 'alert')) return null;
  const [first] = suspected.findings;
  const newest = suspected.findings.toSorted((a, b) => (a.firstAt < b.firstAt ? 1 : -1))[0];
  const isOther = newest !== undefined && newest.findingId !== first?.findingId;
  const body =
    first === undefined
      ? html`<p>${sayNone(view, state)}</p>`
      : html`
        <p class="inline">${saySum(view, suspected)}</p>
        ${saySince(view, suspected)}
        <dl class="kv">
          <dt>${words.began}</dt><dd>${said(view, first)}</dd>
          ${isOther ? html`<dt>${words.newest}</dt><dd>${said(view, newest)}</dd>` : null}
        </dl>
      `;
  return html`
    <section class="card" id="suspected" aria-labelledby="h-suspected">
      <header>
        <h2 id="h-suspected">${words.title}</h2>
        <a class="small" href="${suspicionPath(state.breachId)}">${words.all}</a>
      </header>
      <div class="in flow small">${body}</div>
    </section>
  `;
}

function said(view: View, finding: FindingLine): Html {
  const because = finding.because === null ? null : html`: ${translated(view, finding.because)}`;
  return html`
    ${findingTitle(view, finding)}${sinceTag(view, finding)}
    <span class="sub">${timeTag(beganAt(finding), view)}. <code>${finding.rule}</code>${because}</span>
  `;
}
