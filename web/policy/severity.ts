import type { Case, CompiledSeverity } from '../../domain/policy/compiled.ts';
import { decimal, number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';

/** How the severity comes about, and which rules draw conclusions from it. */
export function severityPage(view: View, severity: CompiledSeverity): string {
  const { shell, policy } = view.words;
  const { severity: words } = policy;
  const { cb, bands } = severity;
  const { options, labels } = view.words.facts;
  const circumstances = Object.entries(cb).flatMap(([group, scores]) => {
    const of = group as keyof typeof cb;
    return inWords(scores, options[of]).map(([value, score]) => [`${labels[of]}: ${value}`, score] as const);
  });
  const answers: Record<string, string> = { yes: shell.yes, no: shell.no, public: words.publicly };
  const named = (cases: readonly Case<{ notify: string; because: string }>[]) =>
    cases.map(({ notify, ...rest }) => ({ ...rest, outcome: answers[notify] ?? notify }));
  const { conclusions } = view.words.breach.articles;
  const proposals = severity.conclusions.map(({ conclude, ...rest }) => ({ ...rest, outcome: conclusions[conclude] }));
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs"><a href="/desk/policy">${shell.places.policy}</a> / ${words.title}</p>
        <h1>${words.title}</h1>
        <p class="lede">${words.lede}</p>
      </div>
    </div>
    <div class="stackgap">
      <p class="strong">${words.formula}</p>
      <div class="pair">
        ${scores(view, 'dpc', words.dpc, inWords(severity.dpc, options.dataClasses))}
        ${scores(view, 'ei', words.ei, inWords(severity.ei, options.identifiability))}
        ${scores(view, 'cb', words.cb, circumstances)}
        ${scores(view, 'bands', words.bands, inWords(bands, view.words.breach.severity.levels), words.band)}
      </div>
      <p class="muted">
        ${words.leans(decimal(severity.leanWithin, view.language))}
        ${words.many(number(severity.manyPeople, view.language))}
      </p>
      ${rules(view, 'conclusions', words.conclusions, proposals)}
      ${rules(view, 'register', words.register, named(severity.register))}
      ${rules(view, 'art33', words.art33, named(severity.art33))}
      ${rules(view, 'art34', words.art34, named(severity.art34))}
    </div>
  `;
  return insidePage(view, { title: words.title, place: 'policy', main });
}

function inWords(scores: Readonly<Record<string, number>>, words: Readonly<Record<string, string>>) {
  return Object.entries(scores).map(([value, score]) => [words[value] ?? value, score] as const);
}

function scores(
  view: View,
  id: string,
  title: string,
  entries: readonly (readonly [string, number])[],
  say: (score: string) => string = (score) => score,
): Html {
  const { severity: words } = view.words.policy;
  const rows = entries.map(
    ([value, score]) =>
      html`
        <tr>
          <th scope="row">${value}</th>
          <td class="num">${say(decimal(score, view.language))}</td>
        </tr>
      `,
  );
  return html`
    <section class="card" aria-labelledby="h-${id}">
      <header><h2 id="h-${id}">${title}</h2></header>
      <table aria-labelledby="h-${id}">
        <thead><tr><th scope="col">${words.value}</th><th scope="col" class="num">${words.score}</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </section>
  `;
}

function rules(
  view: View,
  id: string,
  title: string,
  cases: readonly Case<{ outcome: string; because: string }>[],
): Html {
  const { severity: words } = view.words.policy;
  const rows = cases.map(
    ({ source, outcome, because }) =>
      html`
        <tr role="row">
          <td role="cell" data-l="${words.when}">
            ${
              source === undefined
                ? html`<span class="muted">${words.otherwise}</span>`
                : html`<code class="wrap">${source}</code>`
            }
          </td>
          <td role="cell" data-l="${words.outcome}"><span class="strong">${outcome}</span></td>
          <td role="cell" data-l="${words.because}">${translated(view, because)}</td>
        </tr>
      `,
  );
  return html`
    <section class="card" aria-labelledby="h-${id}">
      <header><h2 id="h-${id}">${title}</h2><p class="small muted">${words.rules}</p></header>
      <table class="stack rules" role="table" aria-labelledby="h-${id}">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.when}</th>
            <th role="columnheader" scope="col">${words.outcome}</th>
            <th role="columnheader" scope="col">${words.because}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
    </section>
  `;
}
