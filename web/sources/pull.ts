import type { PullView } from '../../domain/alerts/pull.ts';
import type { SourceView } from '../../domain/alerts/source-view.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** When a source that is asked was asked last, with what result, and when it is asked next. */
export function pullCard(view: View, { pull, isOn }: SourceView): Html | null {
  if (pull === null) return null;
  const { sources: words } = view.words;
  const { askedAt, failure, succeededAt } = pull;
  return html`
    <section class="card" aria-labelledby="h-pull">
      <header><h2 id="h-pull">${words.pull}</h2></header>
      <div class="in flow">
        <p class="muted">${words.pullLede}</p>
        <dl class="kv">
          <dt>${words.pullLast}</dt><dd>${askedAt === null ? words.pullNever : timeTag(askedAt, view, true)}</dd>
          ${askedAt === null ? null : html`<dt>${words.pullResult}</dt><dd>${resultOf(view, pull)}</dd>`}
          ${failure === null ? null : html`<dt>${words.pullSince}</dt><dd>${timeTag(failure.since, view, true)}</dd>`}
          ${
            failure === null
              ? null
              : html`
                <dt>${words.pullSucceeded}</dt>
                <dd>${succeededAt === null ? words.pullNever : timeTag(succeededAt, view, true)}</dd>
              `
          }
          <dt>${words.pullNext}</dt><dd>${isOn ? nextOf(view, pull) : words.pullOff}</dd>
        </dl>
      </div>
    </section>
  `;
}

function resultOf({ words: { sources: words } }: View, { failure, taken }: PullView): Html | string {
  if (failure === null) return words.pullTaken(taken);
  const { code, status } = failure;
  return html`
    <span class="strong">${words.pullFailures[code]}</span>
    ${status === null ? null : html`<span class="sub">${words.pullStatus(status)}</span>`}
  `;
}

/** One that is due is asked with the next turn of whichever process comes first. */
function nextOf(view: View, { nextAt }: PullView): Html | string {
  return nextAt === null || nextAt <= view.now ? view.words.sources.pullSoon : timeTag(nextAt, view, true);
}
