import type { AlertView, FindingOutcome } from '../../domain/alerts/outcome.ts';
import { number } from '../breach/figures.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import { understoodRows } from './understood.ts';
import { joiningOf, reasonOf, statusOf } from './words.ts';

/** One alert: what was understood, what matched and why, what became of it, and its bytes as a download. */
export function alertPage(view: View, alert: AlertView): string {
  const { alerts: words, shell } = view.words;
  const [first] = alert.outcome?.findings ?? [];
  const title = first?.title || first?.type || words.alertOf(alert.source);
  const findings = alert.outcome?.findings ?? [];
  const more = alert.outcome?.moreFindings ?? 0;
  const main = html`
    <p class="crumbs"><a href="/desk/alerts">${shell.places.alerts}</a></p>
    <div class="head"><div><h1>${title}</h1><p class="lede mono">${alert.reference}</p></div></div>
    <div class="stackgap">
      ${alert.status === 'dead' ? deadNote(view, alert) : null}
      ${findings.map((finding, index) => findingCard(view, finding, index))}
      ${more === 0 ? null : html`<p class="note">${words.moreFindings(number(more, view.language))}</p>`}
      ${asItCame(view, alert)}
    </div>
  `;
  return insidePage(view, { title, place: 'alerts', main });
}

function deadNote(view: View, alert: AlertView): Html {
  const { alerts: words } = view.words;
  const retry = view.may('POST /desk/alerts/:reference/retry')
    ? html`
      <form method="post" action="/desk/alerts/${alert.reference}/retry">
        ${hiddenFields(view)}<button class="btn main">${words.retry}</button>
      </form>
    `
    : null;
  return html`
    <div class="note hot flow">
      <p><b>${words.deadOne}</b></p>
      <p>${reasonOf(view, alert)}</p>
      <p>${words.deadHint}</p>
      ${retry}
    </div>
  `;
}

function findingCard(view: View, finding: FindingOutcome, index: number): Html {
  const { alerts: words } = view.words;
  const { systems, rule, because, became, news, breachId } = finding;
  const matched = systems.map(
    ({ id, name, by }) => html`
      <li><a href="/desk/systems/${id}">${name}</a> <span class="muted">${words.by}</span> <code>${by}</code></li>
    `,
  );
  const breach = breachId === null ? null : html` <a href="/desk/breaches/${breachId}">${breachId}</a>`;
  const said = news.map((each) => words.news[each]).join(', ');
  const why = said === '' ? null : html`<span class="sub">${said}</span>`;
  return html`
    <section class="card" aria-labelledby="h-finding-${index}">
      <header><h2 id="h-finding-${index}">${words.understood}</h2></header>
      <div class="in flow">
        ${finding.description === undefined ? null : html`<p>${finding.description}</p>`}
        <dl class="kv">
          ${understoodRows(view, finding, String(index))}
          <dt>${words.matched}</dt>
          <dd>${matched.length === 0 ? noSystem(view, finding) : html`<ul>${matched}</ul>`}</dd>
          <dt>${words.rule}</dt><dd><code>${rule}</code><span class="sub">${translated(view, because)}</span></dd>
          <dt>${words.result}</dt><dd>${words.became[became]}${breach}${why}</dd>
          ${joiningOf(view, finding)}
        </dl>
      </div>
    </section>
  `;
}

/** Where what it names can be registered, for whoever sees that page. */
function noSystem(view: View, { resources, sample }: FindingOutcome): Html {
  const { alerts: words } = view.words;
  const isListed = resources.length > 0 && !sample && view.may('GET /desk/alerts/unknown');
  const list = isListed ? html` <a href="/desk/alerts/unknown">${words.unknown.title}</a>` : null;
  return html`${words.noSystem}${list === null ? null : html`.${list}`}`;
}

function asItCame(view: View, alert: AlertView): Html {
  const { alerts: words } = view.words;
  const { reference, source, by, receivedAt, size, repeats, repeatedAt, attempts } = alert;
  const n = (value: number) => number(value, view.language);
  const again =
    alert.againAt === null ? null : html`<dt>${words.again.title}</dt><dd>${timeTag(alert.againAt, view, true)}</dd>`;
  const repeated =
    repeatedAt === null
      ? null
      : html`
        <dt>${words.repeated}</dt>
        <dd>${words.repeats(n(repeats))}<span class="sub">${timeTag(repeatedAt, view, true)}</span></dd>
      `;
  const raw = view.may('GET /desk/alerts/:reference/raw')
    ? html`<p class="pad"><a class="btn" href="/desk/alerts/${reference}/raw">${words.download}</a></p>`
    : null;
  return html`
    <section class="card" aria-labelledby="h-came">
      <header><h2 id="h-came">${words.asItCame}</h2></header>
      <div class="in">
        <dl class="kv">
          <dt>${words.state}</dt><dd>${statusOf(view, alert)}</dd>
          <dt>${words.source}</dt><dd>${source}</dd>
          <dt>${words.sentBy}</dt><dd>${by}</dd>
          <dt>${words.came}</dt><dd>${timeTag(receivedAt, view, true)}</dd>
          <dt>${words.size}</dt><dd>${words.bytes(n(size))}</dd>
          ${repeated}
          ${again}
          ${attempts === 0 ? null : html`<dt>${words.putOff}</dt><dd>${words.times(n(attempts))}</dd>`}
        </dl>
        ${raw}
      </div>
    </section>
  `;
}
