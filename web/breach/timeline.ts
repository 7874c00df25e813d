import { type Html, html } from '../html.ts';
import { localTime, timeTag, utcTime } from '../time.ts';
import type { View } from '../view.ts';
import { type Saying, sayEvent } from './event-words.ts';
import type { BreachModel, TimelineEntry } from './model.ts';

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
  return html`<section class="card" id="timeline" aria-labelledby="h-time"><header><h2 id="h-time">${title}</h2><p class="small">${state} <span class="muted">${words.head} <span class="mono">${short(chain.head)}</span></span></p></header>
${findings}<ol class="log">${timeline.toReversed().map((entry) => line(view, model, entry))}</ol></section>`;
}

function line(view: View, model: BreachModel, entry: TimelineEntry): Html {
  const { chain, names } = model;
  const { breach } = view.words;
  const { seq, at, by, hash, event } = entry;
  const sentence =
    event === null
      ? html`<p class="strong">${breach.chain.unreadable}</p>`
      : html`<p>${sayEvent(breach.events, event, sayingOf(view, model))}</p>`;
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
    // A wrong year is to be seen.
    when: (instant) =>
      `${localTime(instant, view, instant.slice(0, 4) !== view.now.slice(0, 4))} (${utcTime(instant, view)})`,
    facts: (keys) => keys.map((key) => (labels as Record<string, string>)[key] ?? key).join('; '),
  };
}

function short(hash: string): string {
  return hash === '' ? '–' : `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}
