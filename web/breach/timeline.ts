import { EMPTY_FORM, hiddenFields, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { withInstants } from '../instants.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { type Saying, sayEvent } from './event-words.ts';
import { brokenAt } from './head.ts';
import type { BreachModel, BreachModelOf } from './model.ts';
import { breachPath } from './places.ts';
import { sayRung } from './rungs.ts';
import { TIMELINE_KINDS } from './timeline-kinds.ts';
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
        <ul class="points small">
          ${chain.broken.slice(0, 20).map((each) => html`<li>${brokenAt(view, each)}</li>`)}
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
  const { kind, who, find } = page.filter;
  const before = (seq: number) =>
    new URLSearchParams({
      ...(asOf !== null && { at: asOf }),
      ...(kind !== null && { kind }),
      ...(who !== null && { who }),
      before: String(seq),
    });
  const more =
    page.next === null || find !== undefined
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
      ${findings}${narrowing(view, model)}
      ${lines.length === 0 ? html`<p class="in muted">${view.words.breach.pages.timeline.nothing}</p>` : null}
      <ol class="log">${lines.slice(0, shown)}</ol>
      ${folded}${more}
    </section>
  `;
}

/** The filters as a form whose address can be kept; the words in one of their own, so that no address holds them. */
function narrowing(view: View, { state, timeline, names, lines, asOf }: BreachModelOf<'timeline'>): Html | null {
  const { timeline: words } = view.words.breach.pages;
  if (asOf !== null) return null;
  const { kind, who } = lines.filter;
  const field = { form: EMPTY_FORM, words: view.words };
  const people = [...new Set(timeline.map(({ by }) => by))].map((by) => [by, names.by(by)] as const);
  const kinds = TIMELINE_KINDS.map((each) => [each, words.kinds[each]] as const);
  const select = (name: string, label: string, value: string | null, options: readonly (readonly [string, string])[]) =>
    selectField({ ...field, name, label, value: value ?? '', options: [['', words.all], ...options] });
  const path = breachPath(state.breachId, 'timeline');
  const whole = html`<a href="${path}">${words.whole}</a>`;
  const found = html`<p class="in small">${words.found(lines.lines.length, lines.next !== null)} ${whole}</p>`;
  return html`
    <div class="in noprint pair">
      <form class="filters" method="get" action="${path}">
        ${select('kind', words.kind, kind, kinds)}${select('who', words.who, who, people)}
        <button class="btn">${words.show}</button>
      </form>
      <form class="filters" method="post" action="/desk/search/${state.breachId}">
        ${hiddenFields(view)}
        ${textField({ ...field, name: 'words', label: words.search, type: 'search', maxlength: 200, required: true })}
        <button class="btn">${words.find}</button>
      </form>
    </div>
    ${lines.filter.find === undefined ? null : found}
  `;
}

function line(view: View, model: BreachModel, { entry, from, found }: TimelineLine): Html {
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
        ${found === undefined || found === reasons ? null : html`<p class="small"><mark>${found}</mark></p>`}
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
