import type { FilingTemplate } from '../../domain/filing/template.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { type RegimeRow, regimesOf } from '../../domain/policy/regimes.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import { coverageCard } from './coverage.ts';
import { PICKS, type PolicyFilter, pickRegimes } from './filter.ts';
import { keptAlerts } from './kept-alerts.ts';
import { placeName } from './words.ts';

/** Of more regimes than these, the rest is folded. */
const IN_SIGHT = 20;

/** Every regime with how its duties stand, the versions of all data, and what the organisation says of itself. */
export function policyPage(
  view: View,
  policy: CompiledPolicy,
  filter: PolicyFilter,
  filings: readonly FilingTemplate[],
): string {
  const { policy: words, shell } = view.words;
  const regimes = regimesOf(policy, view.now.slice(0, 10));
  const shown = pickRegimes(view, regimes, filter);
  const { first, rest } = firstFew(shown, IN_SIGHT);
  const title = shell.places.policy;
  const none = html`
    <div class="empty"><p class="strong">${words.none}</p><p><a href="/desk/policy">${words.clear}</a></p></div>
  `;
  const main = html`
    <div class="head">
      <div><h1>${title}</h1><p class="lede">${words.lede(regimes.length, policy.obligations.length)}</p></div>
      <div class="row noprint">
        <a class="btn" href="/desk/policy/severity">${words.severity.link}</a>
        <a class="btn" href="/desk/policy/versions">${words.versions.link}</a>
      </div>
    </div>
    <dl class="card facts">
      <div><dt>${words.facts.version}</dt><dd class="mono wrap">${policy.policyVersion.slice(0, 19)}…</dd></div>
      <div><dt>${words.facts.zones}</dt><dd>${policy.zoneData}</dd></div>
      <div><dt>${words.facts.holidays}</dt><dd>${policy.holidayData}</dd></div>
      <div><dt>${words.facts.organisation}</dt><dd>${policy.organisation.name}</dd></div>
    </dl>
    ${filters(view, filter, regimes)}
    <div class="stackgap">
      <section class="card" aria-labelledby="h-reg">
        <header>
          <h2 id="h-reg">${words.regimes}</h2>
          <p class="small muted" role="status">${words.found(shown.length, regimes.length)}</p>
        </header>
        ${shown.length === 0 ? none : table(view, first)}
        ${
          rest.length === 0
            ? null
            : restFolded(words.moreRegimes(rest.length), { id: 'more-regimes' }, table(view, rest))
        }
      </section>
      ${coverageCard(view, policy, filings)}
      ${organisation(view, policy)}
      ${keptAlerts(view, policy.organisation)}
    </div>
  `;
  return insidePage(view, { title, place: 'policy', main });
}

function filters(view: View, filter: PolicyFilter, regimes: readonly RegimeRow[]): Html {
  const { policy: words } = view.words;
  const field = { form: EMPTY_FORM, words: view.words };
  const places = [...new Set(regimes.map(({ jurisdiction }) => jurisdiction))]
    .map((code) => [code, placeName(code, view.language)] as const)
    .toSorted((a, b) => a[1].localeCompare(b[1], view.language));
  return html`
    <form class="card filters" method="get" action="/desk/policy" aria-label="${words.filters}">
      ${selectField({
        ...field,
        name: 'show',
        label: words.show,
        value: filter.show,
        options: PICKS.map((pick) => [pick, words.shows[pick]] as const),
      })}
      ${selectField({
        ...field,
        name: 'jurisdiction',
        label: words.jurisdiction,
        value: filter.jurisdiction,
        options: [['', words.allJurisdictions], ...places],
      })}
      ${textField({ ...field, name: 'text', label: words.text, value: filter.text, type: 'search', maxlength: 100 })}
      <button class="btn">${words.apply}</button>
    </form>
  `;
}

function table(view: View, regimes: readonly RegimeRow[]): Html {
  const { policy: words } = view.words;
  const numbers = [words.inForce, words.proposed, words.uncertain, words.cases];
  const figure = (label: string, n: number, shape: string | null) =>
    html`
      <td role="cell" data-l="${label}" class="${n === 0 ? 'num none' : 'num'}">
        <span>
          ${
            n === 0
              ? html`<span class="muted">0</span>`
              : shape === null
                ? n
                : html`<span class="st ${shape}">${n}</span>`
          }
        </span>
      </td>
    `;
  const rows = regimes.map(
    ({ id, name, jurisdiction, counts, cases }) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row"><a href="/desk/policy/${id}">${translated(view, name)}</a></th>
          <td role="cell" data-l="${words.jurisdiction}"><span>${placeName(jurisdiction, view.language)}</span></td>
          ${figure(words.inForce, counts['in-force'], null)}
          ${figure(words.proposed, counts.proposed + counts['not-yet'] + counts.voluntary, 'uncertain')}
          ${figure(words.uncertain, counts.uncertain, 'uncertain')}
          ${figure(words.cases, cases, null)}
        </tr>
      `,
  );
  return html`
    <table class="stack regimes" role="table" aria-labelledby="h-reg">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${words.regime}</th>
          <th role="columnheader" scope="col">${words.jurisdiction}</th>
          ${numbers.map((label) => html`<th role="columnheader" scope="col" class="num">${label}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

function organisation(view: View, { organisation: org }: CompiledPolicy): Html {
  const { org: words } = view.words.policy;
  const { shell } = view.words;
  const { main, region, others } = org.establishment;
  const list = (codes: readonly string[]) =>
    codes.length === 0 ? shell.none : codes.map((code) => placeName(code, view.language)).join(', ');
  const named: Record<string, string> = words.softTargets;
  const targets = Object.entries(org.softTargets).map(
    ([name, hours]) =>
      html`
        <li>
          ${named[name] ?? name.replaceAll('-', ' ')}: ${words.hours(hours)}${' '}
          <span class="tag">${words.ours}</span>
        </li>
      `,
  );
  return html`
    <section class="card" aria-labelledby="h-org">
      <header><h2 id="h-org">${words.title}</h2><p class="small muted">${words.note}</p></header>
      <dl class="in kv">
        <dt>${words.name}</dt>
        <dd>${org.legalName}</dd>
        <dt>${words.establishment}</dt>
        <dd>${main === null ? words.none : placeName(region ?? main, view.language)}</dd>
        <dt>${words.others}</dt>
        <dd>${list(others)}</dd>
        <dt>${words.profile}</dt>
        <dd>${org.profile.map((kind) => view.words.facts.options.profile[kind]).join(', ')}</dd>
        <dt>${words.markets}</dt>
        <dd>${list(org.markets)}</dd>
        <dt>${words.targets}</dt>
        <dd><ul class="points">${targets}</ul></dd>
      </dl>
    </section>
  `;
}
