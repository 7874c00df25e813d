import type { SecretView, SourceView } from '../../domain/alerts/source-view.ts';
import { type Form, hiddenFields, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** The secrets of a source, and the forms that make one and retire one. */
export function secretsCard(view: View, source: SourceView, form: Form): Html {
  const { sources: words } = view.words;
  const mayChange = view.may('POST /desk/sources/:source/secrets');
  const head = [words.secret, words.made, words.used];
  const make = html`
    <form method="post" action="/desk/sources/${source.name}/secrets">
      ${hiddenFields(view)}<button class="btn main">${words.make}</button>
    </form>
  `;
  return html`
    <section class="card" aria-labelledby="h-secrets">
      <header><h2 id="h-secrets">${words.secrets}</h2></header>
      <div class="in flow">
        <p>${words.secretsLede}</p>
        ${mayChange ? make : null}
        ${mayChange && source.makesSecret ? giveForm(view, source, form) : null}
      </div>
      <table class="stack words" role="table" aria-labelledby="h-secrets">
        <thead role="rowgroup">
          <tr role="row">
            ${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}
            <th role="columnheader" scope="col"><span class="sr">${words.retire}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">${source.secrets.map((secret) => row(view, source, secret, mayChange))}</tbody>
      </table>
    </section>
  `;
}

/** For a vendor that signs with a secret of its own making. */
function giveForm(view: View, { name }: SourceView, form: Form): Html {
  const { sources: words } = view.words;
  const secret = textField({
    ...{ form, words: view.words, name: 'secret', label: words.ofVendor, hint: words.ofVendorHint },
    ...{ maxlength: 200, autocomplete: 'off', value: '' },
  });
  return html`
    <form class="flow" method="post" action="/desk/sources/${name}/secrets" novalidate>
      ${hiddenFields(view)}${secret}
      <button class="btn">${words.give}</button>
    </form>
  `;
}

function row(view: View, { name }: SourceView, secret: SecretView, mayChange: boolean): Html {
  const { sources: words } = view.words;
  const { id, madeAt, madeBy, lastUsedAt, retired } = secret;
  const made =
    madeAt === null
      ? words.byKeyring
      : html`${timeTag(madeAt, view, true)}<span class="sub">${nameOf(view, madeBy ?? '')}</span>`;
  const ended =
    retired === null
      ? null
      : html`
        <span class="tag">${words.retired}</span>
        <span class="sub">${timeTag(retired.at, view, true)} ${nameOf(view, retired.by)}</span>
      `;
  const retire = html`
    <form method="post" action="/desk/sources/${name}/secrets/${id}/retire">
      ${hiddenFields(view)}
      <button class="btn sm" aria-label="${words.retireOf(words.secretName(id))}">${words.retire}</button>
    </form>
  `;
  return html`
    <tr role="row">
      <td role="cell" data-l="${words.secret}"><span class="strong">${words.secretName(id)}</span></td>
      <td role="cell" data-l="${words.made}"><span>${made}</span></td>
      <td role="cell" data-l="${words.used}">
        <span>${lastUsedAt === null ? words.unused : timeTag(lastUsedAt, view, true)}</span>
      </td>
      <td role="cell" class="act">${ended ?? (mayChange ? retire : null)}</td>
    </tr>
  `;
}

/** A new secret, which no page shows again. */
export function sourceSecretPage(view: View, { name, title }: SourceView, secret: string): string {
  const { sources: words, shell } = view.words;
  const main = html`
    <p class="crumbs">
      <a href="/desk/sources">${shell.places.sources}</a> <a href="/desk/sources/${name}">${title}</a>
    </p>
    <div class="head"><div><h1>${words.shownTitle(title)}</h1></div></div>
    <div class="stackgap">
      <p class="note warn" role="status">${words.shown}</p>
      <section class="card">
        <div class="in">
          <dl class="kv"><dt>${words.secret}</dt><dd><code class="secret">${secret}</code></dd></dl>
        </div>
      </section>
      <p><a class="btn main" href="/desk/sources/${name}">${words.back}</a></p>
    </div>
  `;
  return insidePage(view, { title: words.shownTitle(title), place: 'sources', main });
}
