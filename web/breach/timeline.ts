import { type Html, html } from '../html.ts';
import { withInstants } from '../instants.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type Saying, sayEvent } from './event-words.ts';
import type { BreachModel, BreachModelOf } from './model.ts';
import { breachPath } from './places.ts';
import { sayRung } from './rungs.ts';
import type { TimelineLine } from './timeline-page.ts';

/** Events that stand open; the earlier ones are folded. */
const MOST_SHOWN = 10;

/** One page of the events in words, newest first, and how far the chain of their hashes holds. */
export function timelineSection(view: View, model: BreachModelOf<'timeline'>): Html {
  const { chain: words, timeline: title } = view.words.breach;
  const { chain, lines: page, asOf } = model;
  const holds = chain.broken.length === 0;
  const state = holds
    ? html`<span class="st ack">${words.whole(chain.verifiedTo, chain.total)}</span>`
    : html`<span class="st missing">${words.brokenFrom(chain.verifiedTo + 1)}</span>`;
  const findings = holds
    ? null
    : html`
      <div class="in">
        <ul class="points small" lang="en">
          ${chain.broken.slice(0, 20).map(({ seq, problem }) => html`<li>${words.finding(seq, problem)}</li>`)}
        </ul>
      </div>
    `;
  const lines = page.lines.map((each) => line(view, model, each));
  // Where the record is broken, all of it is looked at.
  const shown = holds && lines.length > MOST_SHOWN + 2 ? MOST_SHOWN : lines.length;
  const rest = lines.slice(shown);
  const folded =
    rest.length === 0
      ? null
      : html`
        <details class="fold">
          <summary>${view.words.breach.earlier(rest.length)}</summary>
          <ol class="log">${rest}</ol>
        </details>
      `;
  const before = (seq: number) => new URLSearchParams({ ...(asOf !== null && { at: asOf }), before: String(seq) });
  const more =
    page.next === null
      ? null
      : html`
        <nav class="in row noprint" aria-label="${title}">
          <a class="btn" href="${breachPath(model.state.breachId, 'timeline')}?${String(before(page.next))}#timeline">
            ${view.words.breach.earlierPage}
          </a>
        </nav>
      `;
  return html`
    <section class="card" id="timeline" aria-labelledby="h-time">
      <header>
        <h2 id="h-time">${title}</h2>
        <p class="small">
          ${state} <span class="muted">${words.head} <span class="mono">${short(chain.head)}</span></span>
        </p>
      </header>
      ${findings}
      <ol class="log">${lines.slice(0, shown)}</ol>
      ${folded}${more}
    </section>
  `;
}

function line(view: View, model: BreachModel, { entry, from }: TimelineLine): Html {
  const { chain, names } = model;
  const { breach } = view.words;
  const { seq, at, by, hash, event } = entry;
  const sentence =
    event === null
      ? html`<p class="strong">${breach.chain.unreadable}</p>`
      : html`<p>${withInstants(sayEvent(breach.events, event, sayingOf(view, model)), view.now, view)}</p>`;
  const reasons = event?.personal !== undefined && 'reasons' in event.personal ? event.personal.reasons : '';
  const no = from === seq ? breach.chain.no(seq) : breach.run(from, seq);
  const doubted = seq > chain.verifiedTo && chain.broken.length > 0;
  return html`
    <li${doubted ? html` class="is-doubted"` : null}>
      <div>${timeTag(at, view)}<span class="sub">${no}</span></div>
      <div>
        ${sentence}${reasons === '' ? null : html`<q class="said small">${reasons}</q>`}
        <p class="small muted">
          ${names.by(by)} · <span class="mono">${short(hash)}</span>
          ${doubted ? html` · <span class="st uncertain">${breach.chain.doubted}</span>` : null}
        </p>
      </div>
    </li>
  `;
}

/** How events name things. */
export function sayingOf(view: View, { names }: Pick<BreachModel, 'names'>): Saying {
  const { facts, breach, communication: sending } = view.words;
  const { labels } = facts;
  return {
    duty: names.duty,
    counterparty: names.counterparty,
    system: names.system,
    person: names.by,
    when: (instant) => instant,
    rung: (name) => sayRung(view, name),
    receiver: (communication, status) => {
      const words = communication === 'notices' ? breach.notices.status : sending.letters;
      return (words as Record<string, string>)[status] ?? status;
    },
    pause: (because) => sending.because[because],
    facts: (keys) => keys.map((key) => (labels as Record<string, string>)[key] ?? key).join('; '),
  };
}

function short(hash: string): string {
  return hash === '' ? '–' : `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}
