import { sayRule } from '../../domain/clock/sentence.ts';
import { showStart } from '../../domain/clock/start.ts';
import type { RegimeCase } from '../../domain/policy/case.ts';
import type { CompiledObligation } from '../../domain/policy/compiled.ts';
import { type RegimeRow, standingOf } from '../../domain/policy/regimes.ts';
import { contentsCard, contentsFolded } from '../contents.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { toRecipient } from '../recipients.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { lawCard } from './law.ts';
import { readLine, statesCard } from './states.ts';
import { placeName, points, standingWord } from './words.ts';

/** One regime: every duty as the policy has it, and the cases that prove it. */
export function regimePage(view: View, regime: RegimeRow, cases: readonly RegimeCase[]): string {
  const { policy: words, shell } = view.words;
  const { name, jurisdiction, obligations } = regime;
  const parts = [
    ...obligations.map(({ id, article }) => ({ href: `#${id}`, label: article, lang: 'en' as const })),
    ...(regime.states.length === 0 ? [] : [{ href: '#states', label: words.law.states, count: regime.states.length }]),
    ...(cases.length === 0 ? [] : [{ href: '#h-golden', label: words.golden.title, count: cases.length }]),
  ];
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs">
          <a href="/desk/policy">${shell.places.policy}</a> / ${placeName(jurisdiction, view.language)}
        </p>
        <h1 lang="en">${name}</h1>
      </div>
    </div>
    ${contentsFolded(view, parts)}
    <div class="split">
      <div class="stackgap">
        ${lawCard(view, regime)}
        ${obligations.map((obligation) => card(view, obligation))}
        ${statesCard(view, regime)}
        ${golden(view, obligations, cases)}
      </div>
      <aside class="side" aria-label="${words.contents}">${contentsCard(view, parts)}</aside>
    </div>
  `;
  return insidePage(view, { title: name, place: 'policy', main });
}

function card(view: View, obligation: CompiledObligation): Html {
  const { policy: words } = view.words;
  const { obligation: say } = words;
  const { id, article, title, recipient, stage, clock, startsFrom, status, confidence, verified } = obligation;
  const standing = standingOf(obligation, view.now.slice(0, 10));
  const isOurs = clock.kind === 'soft-target' || clock.kind === 'set-elsewhere';
  const exemptions = obligation.exemptions.map(({ article: of, says }) => `${of}: ${says}`);
  const note = words.standingNote[standing];
  return html`
    <section class="card" id="${id}" aria-labelledby="h-${id}">
      <header>
        <h2 id="h-${id}" lang="en">${article}</h2>
        <p class="row">
          ${standingWord(view, standing)}
          ${confidence === 'uncertain' ? html`<span class="tag warn">${words.confidence.uncertain}</span>` : null}
          <span class="tag">${say.stage[stage]}</span>
        </p>
      </header>
      <div class="in flow">
        <p><span class="strong" lang="en">${title}</span> <span class="muted">${toRecipient(view, recipient)}</span></p>
        <dl class="kv">
          <dt>${say.due}</dt>
          <dd>
            <span lang="en">${sayRule(clock)}</span>
            ${isOurs ? html` <span class="tag">${say.target}</span>` : null}
          </dd>
          ${clock.kind === 'no-clock' ? null : html`<dt>${say.starts}</dt><dd lang="en">${showStart(startsFrom)}</dd>`}
          <dt>${say.binds}</dt>
          <dd lang="en">${obligation.role.join(', ').replaceAll('-', ' ')}</dd>
          <dt>${say.trigger}</dt>
          <dd><code class="wrap">${obligation.triggerSource}</code></dd>
          <dt>${say.because}</dt>
          <dd>${points(obligation.because.map(spoken))}</dd>
          <dt>${say.whyNot}</dt>
          <dd>${points(obligation.whyNot.map(spoken))}</dd>
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
            <span lang="en">${obligation.late ?? null}</span> ${obligation.lateNeedsReasons ? say.reasonsNeeded : null}
            ${obligation.phased ? say.phased : say.notPhased}
          </dd>
          ${obligation.note === undefined ? null : html`<dt>${say.note}</dt><dd lang="en">${obligation.note}</dd>`}
          <dt>${say.citation}</dt>
          <dd lang="en">${obligation.citation}</dd>
          <dt>${say.read}</dt>
          <dd>${lastRead(view, obligation)}</dd>
          <dt>${say.sources}</dt>
          <dd>${sources(view, obligation.sources)}</dd>
        </dl>
        ${list(
          say.content,
          obligation.content.map(({ says }) => says),
        )}
        ${list(
          say.forbidden,
          obligation.forbidden.map(({ says }) => says),
        )}
        ${list(say.exemptions, exemptions)}
        ${list(
          say.ladder,
          obligation.ladder.map(
            (rung) => `${rung.name.replaceAll('-', ' ')}: ${rung.to.join(' and ')}, by ${rung.channels.join(' and ')}`,
          ),
        )}
      </div>
    </section>
  `;
}

function spoken({ say, source }: { say: string; source?: string }): Html {
  return source === undefined ? html`${say}` : html`${say} <code class="wrap small muted">${source}</code>`;
}

function list(title: string, items: readonly string[]): Html | null {
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
  return html`${on}, ${say.readIn[by]}<span class="sub wrap" lang="en">${source}</span>`;
}

function sources(view: View, urls: readonly string[]): Html {
  if (urls.length === 0) return html`<span class="muted">${view.words.policy.obligation.noSources}</span>`;
  const links = urls.map((url) => html`<li><a class="wrap" href="${url}" rel="noreferrer">${url}</a></li>`);
  return html`<ul class="points">${links}</ul>`;
}

function golden(view: View, obligations: readonly CompiledObligation[], cases: readonly RegimeCase[]): Html | null {
  const { golden: words } = view.words.policy;
  if (cases.length === 0) return null;
  const articles = new Map(obligations.map((o) => [o.id, o.article]));
  const rows = cases.map(({ name, expect }) => {
    const items = Object.entries(expect).map(([id, { applies, due, latest, waitsFor }]) => {
      const instants = [
        due === undefined ? null : html`, ${words.due} ${timeTag(due, view, true)}`,
        latest === undefined || latest === due ? null : html`, ${words.latest} ${timeTag(latest, view, true)}`,
        waitsFor === undefined ? null : html`, ${words.waits} <span lang="en">${waited(waitsFor, articles)}</span>`,
      ];
      return html`
        <li>
          <span lang="en">${articles.get(id) ?? id}</span>: <span class="strong">${words.applies[applies]}</span>
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
function waited(event: string, articles: ReadonlyMap<string, string>): string {
  const [, filed] = /^(?:latest )?filing of (.+)$/.exec(event) ?? [];
  return filed === undefined ? event.replaceAll('-', ' ') : event.replace(filed, articles.get(filed) ?? filed);
}
