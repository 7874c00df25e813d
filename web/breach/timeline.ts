import { type Html, html } from '../html.ts';
import { withInstants } from '../instants.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type Saying, sayEvent } from './event-words.ts';
import type { BreachModel, TimelineEntry } from './model.ts';
import { sayRung } from './rungs.ts';

/** Events that stand open; the earlier ones are folded. */
const MOST_SHOWN = 10;

/** Every event in words, newest first, and how far the chain of their hashes holds. */
export function timelineSection(view: View, model: BreachModel): Html {
  const { chain: words, timeline: title } = view.words.breach;
  const { chain, timeline } = model;
  const holds = chain.broken.length === 0;
  const state = holds
    ? html`<span class="st ack">${words.whole(chain.verifiedTo, chain.total)}</span>`
    : html`<span class="st missing">${words.brokenFrom(chain.verifiedTo + 1)}</span>`;
  const findings = holds
    ? null
    : html`<div class="in"><ul class="points small" lang="en">${chain.broken.slice(0, 20).map(({ seq, problem }) => html`<li>${words.finding(seq, problem)}</li>`)}</ul></div>`;
  const lines = timeline.toReversed().map((entry) => line(view, model, entry));
  // Where the record is broken, all of it is looked at.
  const shown = holds && lines.length > MOST_SHOWN + 2 ? MOST_SHOWN : lines.length;
  const rest = lines.slice(shown);
  const folded =
    rest.length === 0
      ? null
      : html`<details class="fold"><summary>${view.words.breach.earlier(rest.length)}</summary><ol class="log">${rest}</ol></details>`;
  return html`<section class="card" id="timeline" aria-labelledby="h-time"><header><h2 id="h-time">${title}</h2><p class="small">${state} <span class="muted">${words.head} <span class="mono">${short(chain.head)}</span></span></p></header>
${findings}<ol class="log">${lines.slice(0, shown)}</ol>${folded}</section>`;
}

function line(view: View, model: BreachModel, entry: TimelineEntry): Html {
  const { chain, names } = model;
  const { breach } = view.words;
  const { seq, at, by, hash, event } = entry;
  const sentence =
    event === null
      ? html`<p class="strong">${breach.chain.unreadable}</p>`
      : html`<p>${withInstants(sayEvent(breach.events, event, sayingOf(view, model)), view.now, view)}</p>`;
  const reasons = event?.personal !== undefined && 'reasons' in event.personal ? event.personal.reasons : '';
  const doubted = seq > chain.verifiedTo && chain.broken.length > 0;
  return html`<li${doubted ? html` class="is-doubted"` : null}><div>${timeTag(at, view)}<span class="sub">${breach.chain.no(seq)}</span></div><div>${sentence}${reasons === '' ? null : html`<q class="said small">${reasons}</q>`}<p class="small muted">${names.by(by)} · <span class="mono">${short(hash)}</span>${doubted ? html` · <span class="st uncertain">${breach.chain.doubted}</span>` : null}</p></div></li>`;
}

/** How events name things. */
export function sayingOf(view: View, { names }: Pick<BreachModel, 'names'>): Saying {
  const { labels } = view.words.facts;
  return {
    duty: names.duty,
    counterparty: names.counterparty,
    system: names.system,
    when: (instant) => instant,
    rung: (name) => sayRung(view, name),
    facts: (keys) => keys.map((key) => (labels as Record<string, string>)[key] ?? key).join('; '),
  };
}

function short(hash: string): string {
  return hash === '' ? '–' : `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}
