import { EMPTY_FORM, errorSummary, type Form, hiddenFields, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { nameOf } from '../names.ts';
import { changesList } from '../settings/page.ts';
import { localTime, timeTag } from '../time.ts';
import { dutyName } from '../translated.ts';
import type { View } from '../view.ts';

/** A version of the policy as pages show it. */
export type VersionShown = {
  policyVersion: string;
  at: string;
  by: string;
  named: { name: string; by: string } | null;
};
type Reader = Pick<View, 'words' | 'zone' | 'language'>;

/** What a version is called: by its name, else by when it first held; and the begin of its hash. */
export function versionName(view: Reader, { policyVersion, at, named }: VersionShown): string {
  const { versions: words } = view.words.policy;
  return `${named?.name ?? words.unnamed(localTime(at, view, true))} (${shortOf(policyVersion)})`;
}

/** The first letters of the hash, which no two versions share in practice. */
function shortOf(policyVersion: string): string {
  return policyVersion.replace(/^sha256:/, '').slice(0, 8);
}

/** Every version that ever held, the newest first. */
export function policyVersionsPage(
  view: View,
  { versions, holds }: { versions: readonly VersionShown[]; holds: string },
): string {
  const { policy } = view.words;
  const { versions: words } = policy;
  const rows = versions.map(
    (version) => html`
      <tr role="row">
        <th role="rowheader" scope="row">
          <a href="/desk/policy/versions/${version.policyVersion}">${versionName(view, version)}</a>
        </th>
        <td role="cell" data-l="${words.since}"><span>${timeTag(version.at, view, true)}</span></td>
        <td role="cell" data-l="${words.by}">${authorOf(view, version)}</td>
        <td role="cell" data-l="${words.state}">
          ${version.policyVersion === holds ? html`<span class="st filed">${words.holds}</span>` : words.held}
        </td>
      </tr>
    `,
  );
  const main = html`
    <p class="crumbs"><a href="/desk/policy">${view.words.shell.places.policy}</a></p>
    <div class="head"><div><h1>${words.title}</h1><p class="lede">${words.lede}</p></div></div>
    <section class="card">
      <table class="stack words" role="table" aria-label="${words.title}">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.name}</th>
            <th role="columnheader" scope="col">${words.since}</th>
            <th role="columnheader" scope="col">${words.by}</th>
            <th role="columnheader" scope="col">${words.state}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">${rows}</tbody>
      </table>
    </section>
  `;
  return insidePage(view, { title: words.title, place: 'policy', main });
}

function authorOf(view: View, { by }: VersionShown): string {
  return by === 'files' ? view.words.policy.versions.files : nameOf(view, by);
}

export type VersionModel = {
  version: VersionShown;
  before: VersionShown | null;
  rows: readonly { obligation: string; article: string; title: string; change: string; fields: readonly string[] }[];
  parts: readonly string[];
  settings: Parameters<typeof changesList>[1];
};

/** One version: what it changed of the one before it, and its name. */
export function policyVersionPage(view: View, model: VersionModel, form: Form = EMPTY_FORM): string {
  const { policy, shell } = view.words;
  const { versions: words } = policy;
  const { version, before } = model;
  const title = versionName(view, version);
  const crumbs = html`<a href="/desk/policy">${shell.places.policy}</a> / <a href="/desk/policy/versions">${
    words.title
  }</a>`;
  const main = html`
    <p class="crumbs">${crumbs}</p>
    <div class="head">
      <div><h1>${title}</h1><p class="lede">${words.since} ${localTime(version.at, view, true)}</p></div>
    </div>
    ${errorSummary(form, view.words)}
    <div class="stackgap">
      <section class="card">
        <dl class="in kv">
          <dt>${words.by}</dt><dd>${authorOf(view, version)}</dd>
          <dt>${words.hash}</dt><dd class="mono wrap">${version.policyVersion}</dd>
          ${version.named === null ? null : html`<dt>${words.namedBy}</dt><dd>${nameOf(view, version.named.by)}</dd>`}
        </dl>
      </section>
      <section class="card" aria-labelledby="h-diff">
        <header>
          <h2 id="h-diff">${words.diff}</h2>
          ${before === null ? null : againstLine(view, before)}
        </header>
        <div class="in flow">${before === null ? html`<p>${words.first}</p>` : differences(view, model)}</div>
      </section>
      ${view.may('POST /desk/policy/versions/:version') ? naming(view, version, form) : null}
    </div>
  `;
  return insidePage(view, { title, place: 'policy', main });
}

function againstLine(view: View, before: VersionShown): Html {
  const { against } = view.words.policy.versions;
  const link = html`<a href="/desk/policy/versions/${before.policyVersion}">${versionName(view, before)}</a>`;
  return html`<p class="small muted">${against} ${link}</p>`;
}

function differences(view: View, { rows, parts, settings }: VersionModel): Html {
  const { versions: words } = view.words.policy;
  if (rows.length + parts.length + settings.length === 0) return html`<p>${words.same}</p>`;
  const named = parts.map((part) => words.partNames[part] ?? part).join(', ');
  const duties = rows.map(
    ({ article, title, change, fields }) => html`
      <li>
        ${dutyName(view, { article, title })}: ${words.changes[change] ?? change}${
          fields.length === 0 ? null : html` <code>${fields.join(', ')}</code>`
        }
      </li>
    `,
  );
  return html`
    ${settings.length === 0 ? null : changesList(view, settings)}
    ${parts.length === 0 ? null : html`<p>${words.parts} ${named}</p>`}
    ${rows.length === 0 ? null : html`<p>${words.duties(rows.length)}</p><ul class="points">${duties}</ul>`}
  `;
}

function naming(view: View, { policyVersion, named }: VersionShown, form: Form): Html {
  const { versions: words } = view.words.policy;
  const field = { name: 'name', label: words.name, hint: words.nameHint, form, words: view.words, required: true };
  return html`
    <section class="card">
      <header><h2>${words.naming}</h2></header>
      <div class="in">
        <form class="flow short" method="post" action="/desk/policy/versions/${policyVersion}" novalidate>
          ${hiddenFields(view)}${textField({ ...field, value: named?.name ?? '', maxlength: 100 })}
          <button class="btn">${words.give}</button>
        </form>
      </div>
    </section>
  `;
}
