import { ALL_SOURCES, type Hold, holdStateOf } from '../../domain/policy/holds.ts';
import type { Organisation } from '../../domain/policy/schema.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** How long alerts are kept that belong to no breach, and which legal holds keep them longer. */
export function keptAlerts(view: View, { retention }: Organisation): Html {
  const { keptAlerts: words } = view.words.policy;
  const days = retention?.alertsDays;
  const holds = retention?.alertHolds ?? [];
  return html`
    <section class="card" aria-labelledby="h-kept">
      <header><h2 id="h-kept">${words.title}</h2></header>
      <dl class="in kv">
        <dt>${words.erased}</dt>
        <dd>
          ${days === undefined ? words.never : words.after(days)}
          ${holds.length === 0 ? html`<span class="sub">${words.noHold}</span>` : null}
        </dd>
        ${
          holds.length === 0
            ? null
            : html`
              <dt>${words.holds}</dt>
              <dd><ul class="points">${holds.map((hold) => line(view, hold))}</ul></dd>
            `
        }
      </dl>
    </section>
  `;
}

function line(view: View, hold: Hold): Html {
  const { keptAlerts: words } = view.words.policy;
  const { id, source, from, until, owner, reason } = hold;
  const end = until === undefined ? words.open : html`${words.until} ${timeTag(until, view, true)}`;
  return html`
    <li>
      <b>${id}</b> <span class="tag">${words.states[holdStateOf(hold, view.now)]}</span>
      <span class="sub">${source === ALL_SOURCES ? words.all : source}, ${owner}: ${reason}</span>
      <span class="sub">${words.from} ${timeTag(from, view, true)}</span>
      <span class="sub">${end}</span>
    </li>
  `;
}
