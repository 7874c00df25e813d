import type { Article, Plan, PlanChange, RiskConclusion, Severity } from '../../domain/plan/types.ts';
import { hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { listNames } from '../names-listed.ts';
import { toRecipient } from '../recipients.ts';
import { timeTag } from '../time.ts';
import { cited, translatedWithInstants } from '../translated.ts';
import type { View } from '../view.ts';
import { decimal } from './figures.ts';
import { drillBar, partHead } from './head.ts';
import type { BreachModel, Named } from './model.ts';
import { lawsNotModelled } from './open-points.ts';

/** One fact or part of the story, as it was and as it would be. */
export type FactChange = { key: string; label: string; before: Html; after: Html };

/** What a change of facts would do, by the policy as it stands; nothing of it is recorded. */
export type FactsPreview = {
  state: BreachModel['state'];
  reasons: string;
  changes: FactChange[];
  duties: (PlanChange & { article: string; recipient: string })[];
  severity: { before: Severity | null; after: Severity };
  conclusion: { before: Record<Article, RiskConclusion> | null; after: Record<Article, RiskConclusion> };
  /** Decisions that will ask to be looked at again. */
  reopened: Article[];
  /** Waived duties that run again, by article. */
  resumed: string[];
  /** Every place that would be looked at. */
  coverage: Plan['coverage'];
  /** Suppliers and customers that will be told. */
  told: Named;
  /** Goes back with the confirmation. */
  hidden: Record<string, string>;
  /** The preview differs from the one that was confirmed. */
  isNew: boolean;
};

/** Before a change of facts: what would start, move and end, and why. */
export function factsPreviewPage(view: View, preview: FactsPreview): string {
  const { facts: words, shell } = view.words;
  const { state, reasons, hidden, isNew } = preview;
  const { breachId } = state;
  const url = `/desk/breaches/${breachId}`;
  const crumbs = html`<a href="/">${shell.places.desk}</a> / <a href="${url}">${breachId}</a> / ${words.title}`;
  const main = html`
    ${drillBar(view, state)}
    ${partHead(view, state, 'known', crumbs)}
    <div class="head">
      <div>
        <h1>${words.previewTitle}</h1>
        <p class="lede">${words.previewLede}</p>
      </div>
    </div>
    <div class="stackgap narrow">
      ${isNew ? html`<p class="note warn" role="alert">${words.previewChanged}</p>` : null}
      ${changesCard(view, preview)}
      ${dutiesCard(view, preview)}
      ${riskCard(view, preview)}
      <section class="card" aria-labelledby="h-confirm">
        <header><h2 id="h-confirm">${words.confirmTitle}</h2></header>
        <div class="in flow">
          <p>${words.reasons}: <q class="said">${reasons}</q></p>
          <form method="post" action="${url}/facts/confirmation" class="row">
            ${hiddenFields(view, hidden)}
            <button class="btn main">${words.confirm}</button>
            <button class="btn" formaction="${url}/facts" name="back" value="yes">${words.backToForm}</button>
          </form>
        </div>
      </section>
    </div>
  `;
  return insidePage(view, { title: `${words.previewTitle}, ${breachId}`, place: 'breaches', main });
}

function changesCard(view: View, { changes }: FactsPreview): Html {
  const { facts: words } = view.words;
  const rows = changes.map(
    ({ label, before, after }) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row">${label}</th>
          <td role="cell" data-l="${words.before}"><del>${before}</del></td>
          <td role="cell" data-l="${words.after}"><ins>${after}</ins></td>
        </tr>
      `,
  );
  return html`
    <section class="card" aria-labelledby="h-changes">
      <header><h2 id="h-changes">${words.changed(changes.length)}</h2></header>
      ${table('h-changes', [words.fact, words.before, words.after], rows)}
    </section>
  `;
}

function dutiesCard(view: View, { duties, resumed, told, coverage }: FactsPreview): Html {
  const { facts: words } = view.words;
  const at = (instant: string | null) => (instant === null ? html`–` : timeTag(instant, view));
  const shapes = { start: 'running', move: 'changed', end: 'withdrawn' } as const;
  const rows = duties.map(
    ({ article, recipient, change, from, to, why }) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row"><span class="st ${shapes[change]}">${words.change[change]}</span></th>
          <td role="cell" data-l="${words.duty}">
            <span>
              <span class="strong">${cited(view, article)}</span>
              <span class="sub">${toRecipient(view, recipient)}</span>
            </span>
          </td>
          <td role="cell" data-l="${words.from}"><span>${at(from)}</span></td>
          <td role="cell" data-l="${words.until}"><span>${at(to)}</span></td>
          <td role="cell" data-l="${words.why}">
            <span class="small">${translatedWithInstants(view, why)}</span>
          </td>
        </tr>
      `,
  );
  const list =
    rows.length === 0
      ? html`<p class="in">${words.noDuties}</p>`
      : table('h-duties', [words.what, words.duty, words.from, words.until, words.why], rows);
  const more = [
    ...(resumed.length === 0 ? [] : [html`<p class="note warn">${words.resumed(resumed.join(', '))}</p>`]),
    ...lawsNotModelled(view, coverage).map((law) => html`<p class="note warn">${law}</p>`),
    ...(told.count === 0 ? [] : [html`<p class="note">${words.told(listNames(view, told.names, told.count))}</p>`]),
  ];
  return html`
    <section class="card" aria-labelledby="h-duties">
      <header><h2 id="h-duties">${words.dutiesTitle}</h2></header>
      ${list}${more.length === 0 ? null : html`<div class="in flow">${more}</div>`}
    </section>
  `;
}

function riskCard(view: View, { severity, conclusion, reopened }: FactsPreview): Html {
  const { facts: words, breach } = view.words;
  const score = ({ se, level }: Severity) => `${decimal(se, view.language)}, ${breach.severity.levels[level]}`;
  const { before, after } = severity;
  const changedTo = (was: string | null, is: string) =>
    was === is || was === null
      ? html`${is}${was === null ? null : html` <span class="muted">${words.unchanged}</span>`}`
      : html`<del>${was}</del> → <ins>${is}</ins>`;
  const per = (['art33', 'art34'] as const).map((article) => {
    const was = conclusion.before?.[article];
    const say = (c: RiskConclusion) => breach.articles.conclusions[c];
    return html`
      <dt>${breach.articles.of[article]}</dt>
      <dd>
        ${changedTo(was === undefined ? null : say(was), say(conclusion.after[article]))}
        ${
          reopened.includes(article)
            ? html`
              <span class="sub"><span class="st changed">${breach.articles.reopened}</span> ${words.reopens}</span>
            `
            : null
        }
      </dd>
    `;
  });
  return html`
    <section class="card" aria-labelledby="h-risk">
      <header><h2 id="h-risk">${words.riskTitle}</h2></header>
      <dl class="kv in">
        <dt>${breach.severity.title}</dt>
        <dd>${changedTo(before === null ? null : score(before), score(after))}</dd>
        ${per}
      </dl>
    </section>
  `;
}

function table(id: string, headings: string[], rows: Html[]): Html {
  return html`
    <table class="stack" role="table" aria-labelledby="${id}">
      <thead role="rowgroup">
        <tr role="row">${headings.map((text) => html`<th role="columnheader" scope="col">${text}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}
