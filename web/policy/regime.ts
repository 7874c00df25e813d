import { sayRule } from '../../domain/clock/sentence.ts';
import type { ClockStart } from '../../domain/clock/start.ts';
import type { RegimeCase } from '../../domain/policy/case.ts';
import type { CompiledObligation } from '../../domain/policy/compiled.ts';
import { type RegimeRow, standingOf } from '../../domain/policy/regimes.ts';
import { sayRung } from '../breach/rungs.ts';
import { contentsCard, contentsFolded } from '../contents.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { toRecipient } from '../recipients.ts';
import { timeTag } from '../time.ts';
import { cited, citedText, translated, translatedText } from '../translated.ts';
import type { View } from '../view.ts';
import { lawCard } from './law.ts';
import { readLine, statesCard } from './states.ts';
import { placeName, points, standingWord } from './words.ts';

/** One regime: every duty as the policy has it, and the cases that prove it. */
export function regimePage(view: View, regime: RegimeRow, cases: readonly RegimeCase[]): string {
  const { policy: words, shell } = view.words;
  const { name, jurisdiction, obligations } = regime;
  const articles = new Map(obligations.map((o) => [o.id, citedText(view, o.article)]));
  const parts = [
    ...obligations.map(({ id, article }) => ({ href: `#${id}`, label: citedText(view, article) })),
    ...(regime.states.length === 0 ? [] : [{ href: '#states', label: words.law.states, count: regime.states.length }]),
    ...(cases.length === 0 ? [] : [{ href: '#h-golden', label: words.golden.title, count: cases.length }]),
  ];
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs">
          <a href="/desk/policy">${shell.places.policy}</a> / ${placeName(jurisdiction, view.language)}
        </p>
        <h1>${translated(view, name)}</h1>
      </div>
    </div>
    ${contentsFolded(view, parts)}
    <div class="split">
      <div class="stackgap">
        ${lawCard(view, regime)}
        ${obligations.map((obligation) => card(view, obligation, articles))}
        ${statesCard(view, regime)}
        ${golden(view, articles, cases)}
      </div>
      <aside class="side" aria-label="${words.contents}">${contentsCard(view, parts)}</aside>
    </div>
  `;
  return insidePage(view, { title: translatedText(view, name), place: 'policy', main });
}

function card(view: View, obligation: CompiledObligation, articles: ReadonlyMap<string, string>): Html {
  const { policy: words, shell } = view.words;
  const { obligation: say } = words;
  const { id, article, title, recipient, stage, clock, startsFrom, status, confidence, verified } = obligation;
  const standing = standingOf(obligation, view.now.slice(0, 10));
  const isOurs = clock.kind === 'soft-target' || clock.kind === 'set-elsewhere';
  const exemptions = obligation.exemptions.map(
    ({ article: of, says }) => html`${cited(view, of)}: ${translated(view, says)}`,
  );
  const note = words.standingNote[standing];
  return html`
    <section class="card" id="${id}" aria-labelledby="h-${id}">
      <header>
        <h2 id="h-${id}">${cited(view, article)}</h2>
        <p class="row">
          ${standingWord(view, standing)}
          ${confidence === 'uncertain' ? html`<span class="tag warn">${words.confidence.uncertain}</span>` : null}
          <span class="tag">${say.stage[stage]}</span>
        </p>
      </header>
      <div class="in flow">
        <p>
          <span class="strong">${translated(view, title)}</span>${' '}
          <span class="muted">${toRecipient(view, recipient)}</span>
        </p>
        <dl class="kv">
          <dt>${say.due}</dt>
          <dd>
            ${translated(view, sayRule(clock))}
            ${isOurs ? html` <span class="tag">${say.target}</span>` : null}
          </dd>
          ${clock.kind === 'no-clock' ? null : line(say.starts, startWord(view, startsFrom, articles))}
          <dt>${say.binds}</dt>
          <dd>${obligation.role.map((kind) => view.words.facts.options.profile[kind]).join(', ')}</dd>
          <dt>${say.trigger}</dt>
          <dd><code class="wrap">${obligation.triggerSource}</code></dd>
          <dt>${say.because}</dt>
          <dd>${points(obligation.because.map((each) => spoken(view, each)))}</dd>
          <dt>${say.whyNot}</dt>
          <dd>${points(obligation.whyNot.map((each) => spoken(view, each)))}</dd>
          <dt>${say.effective}</dt>
          <dd>${effective(view, obligation)}</dd>
          <dt>${say.status}</dt>
          <dd>
            ${standingWord(view, standing)} <span class="mono small">${status}</span>
            ${note === '' ? null : html`<span class="sub">${note}</span>`}
          </dd>
          <dt>${say.confidence}</dt>
          <dd>
            ${words.confidence[confidence]}<span class="sub">${words.confidenceNote[confidence]}</span>
            ${verified === undefined ? null : html`<span class="sub">${readLine(view, verified)}</span>`}
          </dd>
          <dt>${say.late}</dt>
          <dd>
            ${obligation.late === undefined ? null : translated(view, obligation.late)}
            ${obligation.lateNeedsReasons ? say.reasonsNeeded : null}
            ${obligation.phased ? say.phased : say.notPhased}
          </dd>
          ${obligation.note === undefined ? null : line(say.note, translated(view, obligation.note))}
          <dt>${say.citation}</dt>
          <dd>${cited(view, obligation.citation)}</dd>
          <dt>${say.read}</dt>
          <dd>${lastRead(view, obligation)}</dd>
          <dt>${say.sources}</dt>
          <dd>${sources(view, obligation.sources)}</dd>
        </dl>
        ${list(
          say.content,
          obligation.content.map(({ says }) => translated(view, says)),
        )}
        ${list(
          say.forbidden,
          obligation.forbidden.map(({ says }) => translated(view, says)),
        )}
        ${list(say.exemptions, exemptions)}
        ${list(
          say.ladder,
          obligation.ladder.map(({ name, to, channels }) => {
            const roles = to.map((role) => shell.roles[role] ?? role);
            return `${sayRung(view, name)}: ${say.rung(roles, channels)}`;
          }),
        )}
      </div>
    </section>
  `;
}

function line(label: string, text: string | Html): Html {
  return html`<dt>${label}</dt><dd>${text}</dd>`;
}

function spoken(view: View, { say, source }: { say: string; source?: string }): Html {
  const text = translated(view, say);
  return source === undefined ? text : html`${text} <code class="wrap small muted">${source}</code>`;
}

function list(title: string, items: readonly (string | Html)[]): Html | null {
  return items.length === 0
    ? null
    : html`<details><summary>${title} (${items.length})</summary>${points(items)}</details>`;
}

function effective(view: View, { effectiveFrom, effectiveTo }: CompiledObligation): Html {
  const { obligation: say } = view.words.policy;
  const from = effectiveFrom === null ? say.open : say.from(effectiveFrom);
  return html`${effectiveTo === null ? from : `${from}, ${say.until(effectiveTo)}`}`;
}

/** When the row was last read against its law, and in what. */
function lastRead(view: View, { verified }: CompiledObligation): Html {
  const { obligation: say } = view.words.policy;
  if (verified === undefined) return html`<span class="muted">${say.notRead}</span>`;
  const { on, by, source } = verified;
  return html`${on}, ${say.readIn[by]}<span class="sub wrap">${say.source}
    <span lang="en">${source}</span></span>`;
}

function sources(view: View, urls: readonly string[]): Html {
  if (urls.length === 0) return html`<span class="muted">${view.words.policy.obligation.noSources}</span>`;
  const links = urls.map((url) => html`<li><a class="wrap" href="${url}" rel="noreferrer">${url}</a></li>`);
  return html`<ul class="points">${links}</ul>`;
}

function golden(view: View, articles: ReadonlyMap<string, string>, cases: readonly RegimeCase[]): Html | null {
  const { golden: words } = view.words.policy;
  if (cases.length === 0) return null;
  const rows = cases.map(({ name, expect }) => {
    const items = Object.entries(expect).map(([id, { applies, due, latest, waitsFor }]) => {
      const instants = [
        due === undefined ? null : html`, ${words.due} ${timeTag(due, view, true)}`,
        latest === undefined || latest === due ? null : html`, ${words.latest} ${timeTag(latest, view, true)}`,
        waitsFor === undefined ? null : html`, ${words.waits} ${waited(view, waitsFor, articles)}`,
      ];
      return html`
        <li>
          ${articles.get(id) ?? id}: <span class="strong">${words.applies[applies]}</span>
          ${instants}
        </li>
      `;
    });
    return html`
      <tr role="row">
        <th role="rowheader" scope="row" lang="en">${name}</th>
        <td role="cell" data-l="${words.expects}"><ul class="points">${items}</ul></td>
      </tr>
    `;
  });
  return html`
    <section class="card" aria-labelledby="h-golden">
      <header><h2 id="h-golden">${words.title}</h2><p class="small muted">${words.note}</p></header>
      <table class="stack golden" role="table" aria-labelledby="h-golden">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.name}</th>
            <th role="columnheader" scope="col">${words.expects}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
    </section>
  `;
}

/** What a clock waits for: an event, or the filing of another duty, by its article. */
function waited(view: View, event: string, articles: ReadonlyMap<string, string>): string {
  const [, latest, filed] = /^(latest )?filing of (.+)$/.exec(event) ?? [];
  if (filed === undefined) return eventWord(view, event);
  return view.words.policy.obligation.filing(articles.get(filed) ?? filed, latest !== undefined);
}

/** From what a clock runs. */
function startWord(view: View, start: ClockStart, articles: ReadonlyMap<string, string>): string {
  if (typeof start === 'string') return eventWord(view, start);
  const { filed, version } = start;
  return view.words.policy.obligation.filing(articles.get(filed) ?? filed, version === 'latest');
}

function eventWord({ words }: View, event: string): string {
  const known: Record<string, string> = words.facts.options.events;
  return event === 'awareness' ? words.breach.awareness.title : (known[event] ?? event.replaceAll('-', ' '));
}
