import type { FieldChange, FilingVersion } from '../../domain/filing/versions.ts';
import { EMPTY_FORM } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { citedText, translated } from '../translated.ts';
import type { View } from '../view.ts';
import { type FilingModel, filingPath } from './model.ts';
import { receiptForm } from './receipt-form.ts';
import { receiptText } from './receipt-text.ts';

/** Everything that was handed in, oldest first; nothing of it can change any more. */
export function versionsCard(view: View, model: FilingModel): Html {
  const { filing: words } = view.words;
  const { versions } = model;
  const columns = words.versionColumns;
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const rows = versions.map((version) => {
    const { number, stage, late, filedAt, channel, receipt, reasons } = version;
    return html`
      <tr role="row">
        <th role="rowheader" scope="row">
          <a href="${filingPath(model, `/versions/${number}`)}">${words.version(number)}</a>
          <span class="sub">${stage === null ? null : words.stages[stage]}</span>
        </th>
        <td role="cell" data-l="${columns.filed}">
          <div>
            ${timeTag(filedAt, view, true)}${late ? html` <span class="tag warn">${words.late}</span>` : null}${
              channel === '' ? null : html`<span class="sub">${words.byChannel(channel)}</span>`
            }
          </div>
        </td>
        <td role="cell" data-l="${columns.approved}"><div>${approver(view, model, version)}</div></td>
        <td role="cell" data-l="${columns.receipt}">
          <div class="lines">
            ${receiptText(view, receipt)}${reasons === '' ? null : html`<q class="said small sub">${reasons}</q>`}
          </div>
        </td>
        <td role="cell" data-l="${columns.bytes}"><div>${bytes(view, model, version)}</div></td>
      </tr>
    `;
  });
  const table = html`
    <table class="stack" role="table" aria-labelledby="h-versions">
      <thead role="rowgroup"><tr role="row">${Object.values(columns).map(heading)}</tr></thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
  return html`
    <section class="card" id="versions" aria-labelledby="h-versions">
      <header><h2 id="h-versions">${words.versions}</h2></header>
      ${versions.length === 0 ? html`<p class="in muted">${words.versionsNone}</p>` : table}
    </section>
  `;
}

/** One version as it was handed in, and what it says differently from another one. */
export function versionPage(
  view: View,
  model: FilingModel,
  shown: { version: FilingVersion; other: FilingVersion | null; changes: FieldChange[] | null },
): string {
  const { filing: words, filingDocument: documents, shell } = view.words;
  const { version, other, changes } = shown;
  const { breachId, planned, versions } = model;
  const { number, stage, filedAt, late, channel, receipt, reasons, content } = version;
  const line = (term: string, value: Html | string | null) =>
    value === null || value === '' ? null : html`<dt>${term}</dt><dd>${value}</dd>`;
  const facts = html`
    <dl class="kv in">
      ${line(words.stage, stage === null ? words.noStage : words.stages[stage])}
      ${line(
        words.versionColumns.filed,
        html`${timeTag(filedAt, view, true)}${late ? html` <span class="tag warn">${words.late}</span>` : null}`,
      )}
      ${line(words.channel, channel)}
      ${line(words.versionColumns.approved, approver(view, model, version))}
      ${line(words.receipt, receiptText(view, receipt))}
      ${line(words.reasons, reasons)}
      ${line(
        words.sha,
        version.byNotices
          ? html`<a href="/desk/breaches/${breachId}/notices">${words.byNotices}</a>`
          : version.sha256 === null
            ? words.withoutDocument
            : html`<code class="lines">${version.sha256}</code>`,
      )}
    </dl>
  `;
  const others = versions.filter((v) => v.number !== number);
  const choose =
    others.length < 2
      ? null
      : html`
        <form method="get" action="${filingPath(model, `/versions/${number}`)}" class="in row noprint">
          <div class="field">
            <label for="f-against">${words.against}</label>
            <select id="f-against" name="against">
              ${others.map(
                (v) =>
                  html`
                    <option value="${v.number}"${v.number === other?.number ? html` selected` : null}>
                      ${words.version(v.number)}
                    </option>
                  `,
              )}
            </select>
          </div>
          <button class="btn">${words.compare}</button>
        </form>
      `;
  const comparison =
    other === null
      ? null
      : html`
        <section class="card" aria-labelledby="h-diff">
          <header><h2 id="h-diff">${words.compareTitle(number, other.number)}</h2></header>
          ${choose}${difference(view, other, version, changes)}
        </section>
      `;
  const exact =
    content === null
      ? null
      : html`
        <section class="card" aria-labelledby="h-bytes">
          <header>
            <h2 id="h-bytes">${words.exactBytes}</h2>
            <a class="btn sm noprint" href="${filingPath(model, `/document?version=${number}`)}">${documents.open}</a>
            <a class="btn sm noprint" href="${filingPath(model, `/versions/${number}/document`)}">${words.download}</a>
          </header>
          <pre class="in bytes" tabindex="0" aria-labelledby="h-bytes">${content}</pre>
        </section>
      `;
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs">
          <a href="/">${shell.places.desk}</a> / <a href="/desk/breaches/${breachId}">${breachId}</a> /${' '}
          <a href="${filingPath(model)}">${citedText(view, planned.article)}</a>
        </p>
        <h1>${words.version(number)}, ${citedText(view, planned.article)}</h1>
      </div>
    </div>
    ${model.exercise ? html`<p class="drillbar">${shell.exercise}. ${words.exercise}</p>` : null}
    <div class="stackgap">
      <section class="card" id="filed" tabindex="-1">${facts}${receiptForm(view, model, version, EMPTY_FORM)}</section>
      ${comparison}${exact}
    </div>
  `;
  return insidePage(view, {
    title: `${words.version(number)} · ${citedText(view, planned.article)} · ${breachId}`,
    place: 'breaches',
    main,
  });
}

function difference(view: View, other: FilingVersion, version: FilingVersion, changes: FieldChange[] | null): Html {
  const { filing: words } = view.words;
  if (changes === null) return html`<p class="in muted">${words.compareNot}</p>`;
  if (changes.length === 0) return html`<p class="in muted">${words.compareNothing}</p>`;
  const heading = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`;
  const rows = changes.map(
    ({ field, label, before, after }) =>
      html`
        <tr role="row">
          <th role="rowheader" scope="row">${translated(view, label)}<span class="sub">${field}</span></th>
          <td role="cell" data-l="${words.before(other.number)}">
            <div class="lines">
              ${before === null ? html`<span class="muted">${words.nothing}</span>` : html`<del>${before}</del>`}
            </div>
          </td>
          <td role="cell" data-l="${words.before(version.number)}">
            <div class="lines">
              ${after === null ? html`<span class="muted">${words.nothing}</span>` : html`<ins>${after}</ins>`}
            </div>
          </td>
        </tr>
      `,
  );
  return html`
    <table class="stack diff" role="table" aria-labelledby="h-diff">
      <thead role="rowgroup">
        <tr role="row">
          ${heading(words.field)}${heading(words.before(other.number))}${heading(words.before(version.number))}
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

/** Who approved it, or else who recorded it, and when. */
export function approver(
  view: View,
  { nameOf }: FilingModel,
  { approvedBy, approvedAt, approved }: FilingVersion,
): Html {
  const { filing: words } = view.words;
  const name = html`${nameOf(approvedBy)}<span class="sub">${timeTag(approvedAt, view)}</span>`;
  return approved ? name : html`<span class="sub">${words.withoutApproval}</span>${name}`;
}

function bytes(view: View, model: FilingModel, { number, sha256, content, byNotices }: FilingVersion): Html {
  const { filing: words, filingDocument: documents } = view.words;
  if (byNotices) return html`<a href="/desk/breaches/${model.breachId}/notices">${words.byNotices}</a>`;
  if (sha256 === null || content === null) return html`<span class="muted">${words.withoutDocument}</span>`;
  return html`
    <code title="${sha256}">${sha256.slice(0, 12)}…</code>${' '}
    <a href="${filingPath(model, `/document?version=${number}`)}">
      ${documents.open}<span class="sr">, ${words.version(number)}</span></a>${' '}
    <a href="${filingPath(model, `/versions/${number}/document`)}">
      ${words.json}
      <span class="sr">, ${words.version(number)}</span>
    </a>
  `;
}
