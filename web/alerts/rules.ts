import { decidedBy, hasFired, type RuleNumbers } from '../../domain/alerts/rule-numbers.ts';
import { CAME_TO } from '../../domain/breach/came-to.ts';
import { number } from '../breach/figures.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { localDay, timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** The times over which rules are looked at, in days. */
export const RULE_DAYS = [30, 90, 365] as const;

export type RulesModel = { days: number; since: string; rules: readonly RuleNumbers[] };

const PATH = '/desk/alerts/rules';
/** Rules in sight; the rest of them is folded. */
const SHOWN = 8;

/** What each rule opened and what people found that to be, then what helps, and the rules that opened nothing. */
export function rulesPage(view: View, { days, since, rules }: RulesModel): string {
  const { alerts, shell } = view.words;
  const { rules: words } = alerts;
  const opening = rules.filter(({ opened, joined }) => opened + joined > 0);
  const others = rules.filter((each) => hasFired(each) && !opening.includes(each));
  const main = html`
    <p class="crumbs"><a href="/desk/alerts">${shell.places.alerts}</a></p>
    <div class="head">
      <div><h1>${words.title}</h1><p class="lede">${words.lede(localDay(`${since}T12:00:00.000Z`, view))}</p></div>
      <nav class="row noprint" aria-label="${words.over}">${RULE_DAYS.map((each) => daysLink(view, each, days))}</nav>
    </div>
    <div class="stackgap">
      <section class="card" aria-labelledby="h-opening">
        <header><h2 id="h-opening">${words.opening}</h2></header>
        ${opening.length === 0 ? empty(view) : openingTables(view, opening)}
      </section>
      ${help(view, days)}
      ${others.length === 0 ? null : openedNone(view, others)}
      ${silent(view, rules)}
    </div>
  `;
  return insidePage(view, { title: words.title, place: 'alerts', main });
}

function daysLink({ words, language }: View, each: number, days: number): Html {
  const current = each === days ? html` aria-current="true"` : null;
  const label = words.alerts.rules.days(number(each, language));
  return html`<a class="btn sm" href="${PATH}?days=${each}"${current}>${label}</a>`;
}

function empty({ words: { alerts } }: View): Html {
  const { none, noneHint } = alerts.rules;
  return html`<div class="empty"><p class="strong">${none}</p><p>${noneHint}</p></div>`;
}

function openingTables(view: View, opening: readonly RuleNumbers[]): Html {
  const { first, rest } = firstFew(opening, SHOWN);
  const more = view.words.alerts.rules.more(number(rest.length, view.language));
  return html`
    ${openingTable(view, first)}
    ${rest.length === 0 ? null : restFolded(more, { id: 'more-rules' }, openingTable(view, rest))}
  `;
}

function openingTable(view: View, rules: readonly RuleNumbers[]): Html {
  const { rules: words } = view.words.alerts;
  const head = [words.rule, words.opened, words.found, words.share, words.decided, words.last];
  const n = (value: number) => number(value, view.language);
  const rows = rules.map((each) => {
    const joined = each.joined === 0 ? null : html`<span class="sub">${words.joined(n(each.joined))}</span>`;
    return html`
      <tr role="row">
        <td role="cell" class="name">${ruleLink(view, each)}</td>
        <td role="cell" data-l="${words.opened}"><span>${n(each.opened)}${joined}</span></td>
        <td role="cell" data-l="${words.found}"><span>${found(view, each)}</span></td>
        <td role="cell" data-l="${words.share}"><span>${shareOf(view, each)}</span></td>
        <td role="cell" data-l="${words.decided}">${words.findings(n(decidedBy(each)))}</td>
        <td role="cell" data-l="${words.last}"><span>${lastOf(view, each)}</span></td>
      </tr>
    `;
  });
  return tableOf(head, rows);
}

function tableOf(head: readonly string[], rows: readonly Html[]): Html {
  return html`
    <table class="stack" role="table">
      <thead role="rowgroup">
        <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

function ruleLink(view: View, { rule, outcome }: RuleNumbers): Html {
  const { rules: words } = view.words.alerts;
  const address = `/desk/breaches?${new URLSearchParams({ rule })}`;
  return html`
    <a href="${address}" aria-label="${words.incidentsOf(rule)}">${rule}</a>
    <span class="sub">${outcome === null ? words.gone : words.outcomes[outcome]}</span>
  `;
}

/** What those that it opened came to, each kind that there is. */
function found({ words, language }: View, { cameTo }: RuleNumbers): Html[] {
  const { cameTo: names } = words.alerts.rules;
  const kinds = CAME_TO.filter((came) => cameTo[came] > 0);
  if (kinds.length === 0) return [html`<span class="muted">–</span>`];
  return kinds.map((came) => html`<span class="line">${number(cameTo[came], language)} ${names[came]}</span>`);
}

function shareOf({ words, language }: View, { opened, dismissed, dismissedShare, cameTo }: RuleNumbers): Html {
  const { rules } = words.alerts;
  if (opened === 0) return html`<span class="muted">–</span>`;
  if (dismissedShare === null) return html`<span class="muted">${rules.undecided}</span>`;
  const of = rules.shareOf(number(dismissed, language), number(opened - cameTo.open, language));
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return html`<span class="strong">${percent.format(dismissedShare)}</span><span class="sub">${of}</span>`;
}

function lastOf(view: View, { lastAt }: RuleNumbers): Html {
  return lastAt === null ? html`<span class="muted">–</span>` : timeTag(lastAt, view, true);
}

function help({ words: { alerts } }: View, days: number): Html {
  const { rules: words } = alerts;
  return html`
    <section class="card" aria-labelledby="h-helps">
      <header><h2 id="h-helps">${words.helps}</h2></header>
      <div class="in flow">
        <p>${words.helpFirst}</p>
        <p>${words.helpLists}</p>
        <p>${words.helpWindow}</p>
        <p>
          ${words.helpRule}
          <span class="line"><code>tocsin detection back-test --days ${days} --against ./changed-policy</code></span>
        </p>
        <p class="muted">${words.helpSilent}</p>
      </div>
    </section>
  `;
}

function openedNone(view: View, rules: readonly RuleNumbers[]): Html {
  const { rules: words } = view.words.alerts;
  const rows = rules.map(
    (each) => html`
      <tr role="row">
        <td role="cell" class="name">
          ${each.rule}
          <span class="sub">${each.outcome === null ? words.gone : words.outcomes[each.outcome]}</span>
        </td>
        <td role="cell" data-l="${words.decided}">${words.findings(number(decidedBy(each), view.language))}</td>
        <td role="cell" data-l="${words.last}"><span>${lastOf(view, each)}</span></td>
      </tr>
    `,
  );
  const table = tableOf([words.rule, words.decided, words.last], rows);
  const summary = words.openedNone(number(rules.length, view.language));
  return html`<section class="card">${restFolded(summary, { id: 'opened-none' }, table)}</section>`;
}

/** Rules that decided nothing, by source: of those that sent something, as of the others every rule is silent. */
function silent(view: View, rules: readonly RuleNumbers[]): Html | null {
  const { rules: words } = view.words.alerts;
  const inUse = new Set(rules.filter(hasFired).map(sourceOf));
  const own = rules.filter((each) => !hasFired(each) && inUse.has(sourceOf(each)));
  if (own.length === 0) return null;
  const bySource = [...Map.groupBy(own, sourceOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rows = bySource.map(
    ([source, those]) => html`
      <tr role="row">
        <td role="cell" class="name">${source}</td>
        <td role="cell" data-l="${words.rules}">
          <span>${those.map(({ rule }) => rule.slice(source.length + 1)).join(', ')}</span>
        </td>
      </tr>
    `,
  );
  const table = tableOf([view.words.alerts.source, words.rules], rows);
  const summary = words.silent(number(own.length, view.language));
  return html`<section class="card">${restFolded(summary, { id: 'silent' }, table)}</section>`;
}

function sourceOf({ rule }: RuleNumbers): string {
  return rule.slice(0, rule.indexOf('/'));
}
